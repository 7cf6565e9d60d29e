//! PDF files as news comes in, and PDF files made to do harm.

use demarche::dataset::intake::{self, Intake};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A PDF of these objects, the first one its catalogue, the second one its pages.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = vec![];
    for (idx, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", idx + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn stream(head: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {head} /Length {} >>\nstream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(vec![], Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).expect("memory takes it")
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A PDF with these contents, a page each, and further objects from number 10 on, which the resources may name.
fn pages(contents: &[&[u8]], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let n = contents.len();
    let kids: Vec<String> = (0..n).map(|idx| format!("{} 0 R", 10 + more.len() + 2 * idx)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {n} /Kids [{}] /MediaBox [0 0 300 300] >>", kids.join(" "))
            .into_bytes(),
        FONT.into(),
    ];
    objects.resize(9, b"null".to_vec());
    objects.extend(more.iter().cloned());
    for (idx, content) in contents.iter().enumerate() {
        let resources = format!("<< /Font << /F1 3 0 R >> {resources} >>");
        let place = 10 + more.len() + 2 * idx;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /Resources {resources} /Contents {} 0 R >>", place + 1)
                .into_bytes(),
        );
        objects.push(stream("/Filter /FlateDecode", &packed(content)));
    }
    pdf(&objects)
}

/// Lines of text, each at its place.
fn lines(lines: &[(i32, i32, i32, &str)]) -> Vec<u8> {
    let mut out = vec![];
    for (x, y, size, text) in lines {
        out.extend(format!("BT /F1 {size} Tf {x} {y} Td (").bytes());
        out.extend(encoding_rs::WINDOWS_1252.encode(text).0.iter());
        out.extend(b") Tj ET\n");
    }
    out
}

fn read(bytes: &[u8]) -> Result<Intake, String> {
    intake::read("a.pdf", bytes, None).map_err(|error| error.to_string())
}

fn check(bytes: &[u8], expected: &str, boilerplate: &[&str]) {
    let taken = read(bytes).expect("it has text");
    let record = &taken.records[0];
    assert_eq!(&*record.document.text, expected);
    let found: Vec<&str> = record.boilerplate.iter().map(|span| span.of(expected)).collect();
    assert_eq!(found, boilerplate);
}

fn refused(bytes: &[u8], words: &str) {
    let sentence = read(bytes).expect_err("it is refused");
    assert!(sentence.contains(words), "{sentence}");
}

#[test]
fn columns_hyphens_and_running_heads_of_a_newspaper() {
    let first = lines(&[
        (20, 290, 8, "Norland Times, page 1"),
        (20, 260, 20, "Rain over Norland"),
        (20, 230, 10, "“It will rain,” the"),
        (20, 218, 10, "minister told the govern-"),
        (20, 206, 10, "ment of Soland. It de-"),
        (20, 194, 10, "nied that it snows and"),
        (160, 230, 10, "warned of the cease-"),
        (160, 218, 10, "fire. The cease-fire is"),
        (160, 206, 10, "fragile, Ana Gil said"),
        (160, 194, 10, "on Monday, and the"),
    ]);
    let second = lines(&[
        (20, 290, 8, "Norland Times, page 2"),
        (20, 260, 10, "talks go on."),
        (20, 230, 10, "Nobody else has spoken."),
    ]);
    check(
        &pages(&[&first, &second], "", &[]),
        "Rain over Norland\n\n“It will rain,” the minister told the government of Soland. It denied that it snows and \
         warned of the cease-fire. The cease-fire is fragile, Ana Gil said on Monday, and the talks go on.\n\nNobody \
         else has spoken.\n\nNorland Times, page 1\nNorland Times, page 2",
        &["Norland Times, page 1\nNorland Times, page 2"],
    );
}

#[test]
fn a_title_that_later_pages_repeat_is_the_title() {
    let page =
        |words: &str| lines(&[(20, 290, 10, "Rain over Norland"), (20, 250, 10, words), (20, 10, 10, "7")]);
    check(
        &pages(&[&page("It rains."), &page("It snows.")], "", &[]),
        "Rain over Norland\n\nIt rains.\n\nIt snows.\n\n7\n7\nRain over Norland",
        &["7\n7\nRain over Norland"],
    );
}

#[test]
fn fonts_say_their_letters_by_table_or_by_name() {
    let table = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> \
        endcodespacerange 2 beginbfchar <0001> <D83DDE00> <0002> <00660069> endbfchar 1 beginbfrange <0003> <0005> \
        <0430> endbfrange endcmap end end";
    let more = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 11 0 R \
          /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 600 /W [1 [900] 3 5 500] >>] >>"
            .to_vec(),
        stream("", table),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Y /FirstChar 1 /Widths [300 500 500] \
          /Encoding << /Differences [1 /quotedblleft /f_i /uni00E9] >> >>"
            .to_vec(),
    ];
    let content = b"BT /F2 10 Tf 20 200 Td [<00010002> -400 <00030004> 20 <0005>] TJ ET \
        BT /F3 10 Tf 20 150 Td (\\001\\002\\003) Tj 12 TL (\\003) ' ET";
    check(
        &pages(&[content], "/Font << /F1 3 0 R /F2 10 0 R /F3 12 0 R >>", &more),
        "😀fi абв\n\n“fié é",
        &[],
    );
    let unknown = b"BT /F2 10 Tf 20 200 Td <00070008> Tj ET";
    refused(&pages(&[unknown], "/Font << /F2 10 0 R >>", &more), "fonts do not say which letters they show");
    let some = b"BT /F2 10 Tf 20 200 Td <0001000200030004000500030007> Tj ET";
    let taken = read(&pages(&[some], "/Font << /F2 10 0 R >>", &more)).expect("most can be read");
    assert_eq!(taken.remarks, ["1 letter that its font does not name is shown as U+FFFD"]);
}

#[test]
fn forms_and_moved_pages_are_read() {
    let form = stream(
        "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -50] /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >>",
        &lines(&[(20, 200, 10, "It snows, said Bo Li.")]),
    );
    let mut content = lines(&[(20, 200, 10, "It rains, said Ana Gil.")]);
    content.extend(b"q 1 0 0 1 5 0 cm /X Do Q");
    check(
        &pages(&[&content], "/XObject << /X 10 0 R >>", &[form]),
        "It rains, said Ana Gil.\n\nIt snows, said Bo Li.",
        &[],
    );
}

#[test]
fn a_pdf_without_text_says_so() {
    refused(&pages(&[b"0 0 100 100 re f"], "", &[]), "is a PDF without text");
    refused(
        &pages(&[b"/X Do"], "/XObject << /X 10 0 R >>", &[picture()]),
        "without text, as scanned pages are",
    );
    refused(b"%PDF-1.7\nnothing", "damaged PDF");
    refused(&pdf(&[b"<< /Type /Catalog >>".to_vec()]), "damaged PDF");
}

fn picture() -> Vec<u8> {
    stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"x",
    )
}

/// A PDF of four pages with one change in its bytes, and what is said of it.
fn said_after(from: &[u8], to: &[u8]) -> Vec<String> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 4 /Kids [3 0 R  4 0 R 5 0 R 6 0 R] /MediaBox [0 0 300 300] /Resources << /Font \
          << /F1 10 0 R >> /XObject << /X 11 0 R >> >> >>"
            .to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 7 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents  8 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 9 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
        stream("", &lines(&[(20, 200, 10, "It rains, said Ana Gil.")])),
        stream("/Filter /FlateDecode", &packed(&lines(&[(20, 200, 10, "It snows, said Bo Li.")]))),
        stream("/NotFilter /FlateDecode", b"q /X Do Q"),
        FONT.into(),
        picture(),
    ];
    let bytes = pdf(&objects);
    let at = bytes.windows(from.len()).position(|window| window == from).expect("it is there");
    let bytes = [&bytes[..at], to, &bytes[at + from.len()..]].concat();
    read(&bytes).expect("the first page can be read").remarks
}

#[test]
fn pages_that_cannot_be_read_are_said_by_their_numbers() {
    let picture = "1 picture of a page, as a scanner makes is left out (page 3)";
    let damaged = |page| format!("1 damaged page is read only in part or not at all (page {page})");
    assert_eq!(said_after(b"q /X", b"q /X"), [picture]);
    let missing = "1 page that the PDF lacks is left out (page 2)";
    assert_eq!(said_after(b"R  4 0 R", b"R 44 0 R"), [missing, picture]);
    assert_eq!(said_after(b"/Contents  8 0", b"/Contents 88 0"), [damaged(2), picture.to_owned()]);
    assert_eq!(
        said_after(b"/Filter /FlateDecode", b"/Filter /JBIG2Decode"),
        [damaged(2), picture.to_owned()]
    );
    assert_eq!(said_after(b"/NotFilter", b"/Filter   "), [damaged(3)]);
}

#[test]
fn a_pdf_of_broken_pages_is_damaged_and_not_scanned() {
    let page = |content: &[u8]| pages(&[content], "", &[]);
    refused(&page(&b"[".repeat(100_000)), "damaged PDF");
    let whole = page(&lines(&[(20, 200, 10, "It rains.")]));
    let at = whole.windows(6).position(|window| window == b"stream").expect("it has one");
    refused(&[&whole[..at + 12], &[255; 20], &whole[at + 32..]].concat(), "damaged PDF");
    refused(&page(b"BT /F9 10 Tf 20 20 Td (It rains.) Tj ET"), "damaged PDF");
}

#[test]
fn packed_content_is_counted_before_it_is_kept() {
    let bomb = packed(&vec![b' '; 300 << 20]);
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 9 9] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("/Filter /FlateDecode", &bomb),
    ];
    assert!(bomb.len() < 1 << 20);
    refused(&pdf(&objects), "more pages, letters or packed content than can be read");
    let twice = stream("/Filter [/FlateDecode /FlateDecode]", &packed(&bomb));
    let objects = [&objects[..3], &[twice]].concat();
    refused(&pdf(&objects), "more pages, letters or packed content than can be read");
}

#[test]
fn forms_that_show_one_another_end() {
    let form = |next: usize, times: usize| {
        let resources = format!("/Resources << /Font << /F1 3 0 R >> /XObject << /X {next} 0 R >> >>");
        let content = [lines(&[(20, 200, 10, "x")]), b"/X Do ".repeat(times)].concat();
        stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"), &content)
    };
    let content = b"/X Do";
    // One that shows itself ends at a depth; twenty that show the next one ten times each use the budget up.
    assert!(read(&pages(&[content], "/XObject << /X 10 0 R >>", &[form(10, 1)])).is_ok());
    let many: Vec<Vec<u8>> = (0..20).map(|idx| form(11 + idx, 10)).collect();
    refused(&pages(&[content], "/XObject << /X 10 0 R >>", &many), "more pages, letters");
}

#[test]
fn more_letters_than_a_library_are_refused() {
    let line = format!("({}) Tj ", "a".repeat(1000));
    let content = format!("BT /F1 10 Tf {} ET", line.repeat(2100));
    refused(&pages(&[content.as_bytes()], "", &[]), "more pages, letters");
}

#[test]
fn pages_in_a_circle_are_read_once() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R 3 0 R] /MediaBox [0 0 300 300] /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("", &lines(&[(20, 200, 10, "It rains.")])),
        FONT.into(),
    ];
    check(&pdf(&objects), "It rains.", &[]);
}

#[test]
fn letters_at_places_that_are_no_places_are_left_out() {
    let content = b"BT /F1 1e38 Tf 1e38 0 0 1e38 0 0 Tm (far) Tj /F1 10 Tf 1 0 0 1 20 20 Tm (near) Tj ET";
    check(&pages(&[content], "", &[]), "near", &[]);
    let said = read(&pages(&[content], "", &[])).expect("it has text").remarks;
    assert_eq!(said, ["3 letters outside every page or font are left out (page 1)"]);
}

#[test]
fn more_pages_than_a_book_are_refused() {
    let kids = "3 0 R ".repeat(5_001);
    let page: &[u8] = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>";
    let direct = format!("{} ", String::from_utf8_lossy(page)).repeat(5_001);
    let with = |kids: &str| {
        let pages = format!("<< /Type /Pages /Count 5001 /Kids [{kids}] /MediaBox [0 0 300 300] >>");
        pdf(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            pages.into_bytes(),
            page.to_vec(),
            stream("", b""),
        ])
    };
    refused(&with(&direct), "more pages, letters");
    refused(&with(&kids), "without text");
}
