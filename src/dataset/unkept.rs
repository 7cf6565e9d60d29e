//! Which sorts of things do not come in as a file has them, and the words for them.

/// A sort of thing that does not come in as the file has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unkept {
    /// A label of another task.
    UnknownLabel,
    /// A span that hangs on no statement.
    LooseMark,
    /// A fact without a field, or a value that its field cannot have.
    UnknownValue,
    /// What is said about a statement that is not there.
    LooseFacts,
    /// A key without a field.
    UnknownKey,
    /// A link from or to something that is not there.
    Dangling,
    /// A statement without content.
    Contentless,
    /// A row, a line or an item without text.
    Textless,
    /// Labels of another tool beside a text.
    UnreadLabels,
    /// A row with more cells than the header has names.
    WideRow,
    /// A second column of the name that texts are taken from.
    DoubleColumn,
    /// A quotation mark that swallows the rest of a table.
    OpenQuote,
    /// A parent that is none of the statements.
    UnknownParent,
    /// Parents in a circle.
    ParentCircle,
    /// A day that no calendar has.
    ImpossibleDay,
    /// A day of publication that stands nowhere in the text.
    PlacelessDay,
    /// A confidence or an intensity outside its range.
    OutOfRange,
    /// A statement's number that is taken.
    TakenNumber,
    /// A label that the scheme does not have.
    ForeignLabel,
    /// A text or name that is no longer what the hash says.
    Changed,
    /// Annotations of one text by several people, where one version must do.
    Versions,
    /// An annotation of which the file has the number alone.
    ResultElsewhere,
    /// A mark of no words.
    EmptyMark,
    /// An annotation that somebody began and skipped.
    Skipped,
    /// A line of brat's that says nothing about a statement.
    AsideLine,
    /// A line that is none of brat's.
    StrangeLine,
    /// A mark with a number that another mark has.
    TakenMark,
    /// A mark that reaches over blanks that its words do not have.
    LongMark,
    /// An annotation of a text that is not in the file.
    Sourceless,
    /// A text without annotations, where nothing else is wanted.
    Unannotated,
    /// Annotations whose text did not come.
    Apart,
    /// A page of a PDF that is not in it.
    MissingPage,
    /// A page of a PDF whose content is broken.
    DamagedPage,
    /// A page of a PDF that is a picture.
    PicturePage,
    /// A letter that stands nowhere, or in no font.
    StrayLetter,
    /// A letter of a font that does not name its letters.
    UnknownLetter,
    /// A file whose name says that it is not to be seen.
    HiddenFile,
    /// A file with the name of another one.
    DoubleFile,
}

impl Unkept {
    /// One, several, and what becomes of them.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        const OUT: &str = "left out";
        match self {
            Unkept::UnknownLabel => {
                ("label that Demarche does not know", "labels that Demarche does not know", OUT)
            }
            Unkept::LooseMark => {
                ("mark that belongs to no statement", "marks that belong to no statement", OUT)
            }
            Unkept::UnknownValue => ("value that has no place here", "values that have no place here", OUT),
            Unkept::LooseFacts => (
                "set of values whose statement is not there",
                "sets of values whose statements are not there",
                OUT,
            ),
            Unkept::UnknownKey => {
                ("key that Demarche does not know", "keys that Demarche does not know", OUT)
            }
            Unkept::Dangling => ("relation to something unknown", "relations to something unknown", OUT),
            Unkept::Contentless => ("statement without content", "statements without content", OUT),
            Unkept::Textless => ("entry without a text", "entries without a text", OUT),
            Unkept::UnreadLabels => (
                "set of labels beside a text, in a form that Demarche does not read,",
                "sets of labels beside texts, in a form that Demarche does not read,",
                OUT,
            ),
            Unkept::WideRow => {
                ("row with more cells than the header", "rows with more cells than the header", "cut to it")
            }
            Unkept::DoubleColumn => ("more column of the same name", "more columns of the same name", OUT),
            Unkept::OpenQuote => (
                "quotation mark that is never closed",
                "quotation marks that are never closed",
                "taken to reach to the end",
            ),
            Unkept::UnknownParent => {
                ("parent that is none of the statements", "parents that are none of the statements", OUT)
            }
            Unkept::ParentCircle => ("circle of parents", "circles of parents", "cut open"),
            Unkept::ImpossibleDay => {
                ("day that is none of the calendar", "days that are none of the calendar", OUT)
            }
            Unkept::PlacelessDay => (
                "day of publication without its place in the text",
                "days of publication without their place in the text",
                OUT,
            ),
            Unkept::OutOfRange => (
                "confidence or intensity outside its range",
                "confidences or intensities outside their range",
                "taken as its nearer end",
            ),
            Unkept::TakenNumber => (
                "statement with a number that another one has",
                "statements with numbers that others have",
                "numbered anew",
            ),
            Unkept::ForeignLabel => {
                ("label that is none of the scheme", "labels that are none of the scheme", "kept as written")
            }
            Unkept::Changed => (
                "document whose text or name has changed since it was exported",
                "documents whose text or name has changed since they were exported",
                "taken all the same",
            ),
            Unkept::Versions => (
                "text with several annotations",
                "texts with several annotations",
                "taken with the first of them",
            ),
            Unkept::ResultElsewhere => (
                "annotation that is but a number, as lists of tasks have them,",
                "annotations that are but numbers, as lists of tasks have them,",
                OUT,
            ),
            Unkept::EmptyMark => ("mark of no words", "marks of no words", OUT),
            Unkept::Skipped => ("annotation that was skipped", "annotations that were skipped", OUT),
            Unkept::AsideLine => {
                ("line that says nothing of a statement", "lines that say nothing of a statement", OUT)
            }
            Unkept::StrangeLine => ("line that is none of brat's", "lines that are none of brat's", OUT),
            Unkept::TakenMark => {
                ("mark with a number that another one has", "marks with numbers that others have", OUT)
            }
            Unkept::LongMark => {
                ("mark that reaches past its words", "marks that reach past their words", "cut to them")
            }
            Unkept::Sourceless => {
                ("annotation of a text that is not there", "annotations of texts that are not there", OUT)
            }
            Unkept::Unannotated => ("text without annotations", "texts without annotations", OUT),
            Unkept::Apart => ("annotation file without a text", "annotation files without a text", OUT),
            Unkept::MissingPage => ("page that the PDF lacks", "pages that the PDF lacks", OUT),
            Unkept::DamagedPage => ("damaged page", "damaged pages", "read only in part or not at all"),
            Unkept::PicturePage => {
                ("picture of a page, as a scanner makes", "pictures of pages, as scanners make", OUT)
            }
            Unkept::StrayLetter => {
                ("letter outside every page or font", "letters outside every page or font", OUT)
            }
            Unkept::UnknownLetter => (
                "letter that its font does not name",
                "letters that their font does not name",
                "shown as U+FFFD",
            ),
            Unkept::HiddenFile => ("hidden file", "hidden files", OUT),
            Unkept::DoubleFile => (
                "file with a name that another one in the archive has",
                "files with names that others in the archive have",
                OUT,
            ),
        }
    }
}
