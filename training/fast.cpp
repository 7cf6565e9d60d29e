// The two loops that take training's time, for processors with AMX in bf16: one direction of an LSTM, and the chain.
// fast.py builds this and wraps it for autograd; products are in bf16 with sums in f32, all else is f32.

#include <immintrin.h>
#include <sys/syscall.h>
#include <torch/extension.h>
#include <unistd.h>

#include <vector>

using torch::Tensor;
typedef uint16_t bf16;

// ---- products of tiles: 16 rows of 32 bf16 pairs a tile

struct TileShape {
    uint8_t palette = 1, start = 0, reserved[14] = {};
    uint16_t bytes[16] = {};
    uint8_t rows[16] = {};
};

// Tile instructions do not tell the compiler what memory they touch.
static void settle() { asm volatile("" ::: "memory"); }

static void open_tiles() {
    static bool granted = syscall(SYS_arch_prctl, 0x1023, 18) == 0;
    TORCH_CHECK(granted, "the kernel does not grant AMX tiles");
    TileShape shape;
    for (int i = 0; i < 8; i++) shape.rows[i] = 16, shape.bytes[i] = 64;
    settle();
    _tile_loadconfig(&shape);
}

static bf16 narrow(float x) {
    uint32_t bits;
    memcpy(&bits, &x, 4);
    return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

static void narrow16(const __m512 &x, bf16 *to) { _mm256_storeu_si256((__m256i *)to, (__m256i)_mm512_cvtneps_pbh(x)); }

static __m512 widen16(const bf16 *from) {
    return (__m512)_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)from)), 16);
}

// A matrix [depth, width], given by its strides, in the order in which tiles read it.
static std::vector<bf16> pack(const float *matrix, int depth, int width, int depth_stride, int width_stride) {
    std::vector<bf16> packed((size_t)depth * width);
    size_t at = 0;
    for (int n = 0; n < width; n += 16)
        for (int k = 0; k < depth; k += 32)
            for (int r = 0; r < 16; r++)
                for (int c = 0; c < 16; c++)
                    for (int p = 0; p < 2; p++)
                        packed[at++] = narrow(matrix[(size_t)(k + 2 * r + p) * depth_stride + (size_t)(n + c) * width_stride]);
    return packed;
}

// product [rows, width] = left [rows, depth] × packed; rows and width are multiples of 32.
static void multiply(const bf16 *left, const bf16 *packed, float *product, int rows, int depth, int width) {
    size_t column = (size_t)depth * 16;
    settle();
    for (int n = 0; n < width; n += 32) {
        const bf16 *right = packed + n / 16 * column;
        for (int m = 0; m < rows; m += 32) {
            _tile_zero(0);
            _tile_zero(1);
            _tile_zero(2);
            _tile_zero(3);
            for (int k = 0; k < depth; k += 32) {
                _tile_loadd(4, left + (size_t)m * depth + k, depth * 2);
                _tile_loadd(5, left + (size_t)(m + 16) * depth + k, depth * 2);
                _tile_loadd(6, right + k * 16, 64);
                _tile_loadd(7, right + column + k * 16, 64);
                _tile_dpbf16ps(0, 4, 6);
                _tile_dpbf16ps(1, 4, 7);
                _tile_dpbf16ps(2, 5, 6);
                _tile_dpbf16ps(3, 5, 7);
            }
            float *to = product + (size_t)m * width + n;
            _tile_stored(0, to, width * 4);
            _tile_stored(1, to + 16, width * 4);
            _tile_stored(2, to + 16 * width, width * 4);
            _tile_stored(3, to + 16 * width + 16, width * 4);
        }
    }
    settle();
}

// ---- one direction of an LSTM

static __m512 exponential(__m512 x) {
    x = _mm512_min_ps(_mm512_max_ps(x, _mm512_set1_ps(-80)), _mm512_set1_ps(80));
    __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
    __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.69314718f), x), one = _mm512_set1_ps(1);
    __m512 p = _mm512_fmadd_ps(r, _mm512_set1_ps(1.f / 120), _mm512_set1_ps(1.f / 24));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.f / 6));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(.5f));
    p = _mm512_fmadd_ps(_mm512_fmadd_ps(p, r, one), r, one);
    return _mm512_scalef_ps(p, n);
}

static __m512 sigmoid(__m512 x) {
    __m512 below = _mm512_add_ps(_mm512_set1_ps(1), exponential(_mm512_sub_ps(_mm512_setzero_ps(), x)));
    __m512 guess = _mm512_rcp14_ps(below);
    return _mm512_mul_ps(guess, _mm512_fnmadd_ps(below, guess, _mm512_set1_ps(2)));
}

static __m512 tanh16(__m512 x) { return _mm512_fmsub_ps(_mm512_set1_ps(2), sigmoid(_mm512_add_ps(x, x)), _mm512_set1_ps(1)); }

// x [B, T, D] in bf16; weight [4H, D + H]; bias [4H]; D and H multiples of 32. Past its length a sequence stays zero.
// Returns the states [B, T, H], inputs with the states before [B, T, D + H], gates [B, T, 4H], cells [B, T, H].
std::vector<Tensor> lstm_forward(Tensor x, Tensor weight, Tensor bias, Tensor lengths, bool reverse) {
    const int B = x.size(0), T = x.size(1), D = x.size(2), H = weight.size(0) / 4, K = D + H, rows = (B + 31) / 32 * 32;
    auto states = torch::empty({B, T, H}, x.options()), joined = torch::empty({B, T, K}, x.options());
    auto gates = torch::empty({B, T, 4 * H}, weight.options()), cells = torch::empty({B, T, H}, weight.options());
    const bf16 *in = (bf16 *)x.data_ptr();
    bf16 *h = (bf16 *)states.data_ptr(), *xh = (bf16 *)joined.data_ptr();
    float *g = gates.data_ptr<float>(), *c = cells.data_ptr<float>();
    const float *b = bias.data_ptr<float>();
    const int64_t *length = lengths.data_ptr<int64_t>();
    auto packed = pack(weight.data_ptr<float>(), K, 4 * H, 1, K);
    std::vector<bf16> left((size_t)rows * K);
    std::vector<float> sums((size_t)rows * 4 * H), zero(H);
    open_tiles();
    for (int step = 0; step < T; step++) {
        const int t = reverse ? T - 1 - step : step, before = reverse ? t + 1 : t - 1;
        for (int row = 0; row < B; row++) {
            const size_t at = (size_t)row * T + t, last = (size_t)row * T + before;
            if (t >= length[row]) {
                memset(h + at * H, 0, H * 2), memset(c + at * H, 0, H * 4), memset(xh + at * K, 0, K * 2);
                continue;
            }
            memcpy(&left[(size_t)row * K], in + at * D, D * 2);
            if (step > 0) memcpy(&left[(size_t)row * K + D], h + last * H, H * 2);
            memcpy(xh + at * K, &left[(size_t)row * K], K * 2);
        }
        multiply(left.data(), packed.data(), sums.data(), rows, K, 4 * H);
        for (int row = 0; row < B; row++) {
            if (t >= length[row]) continue;
            const size_t at = (size_t)row * T + t;
            const float *z = &sums[(size_t)row * 4 * H], *old = step > 0 ? c + ((size_t)row * T + before) * H : zero.data();
            float *gate = g + at * 4 * H;
            for (int u = 0; u < H; u += 16) {
                auto sum = [&](int k) { return _mm512_add_ps(_mm512_loadu_ps(z + k * H + u), _mm512_loadu_ps(b + k * H + u)); };
                __m512 i = sigmoid(sum(0)), f = sigmoid(sum(1)), n = tanh16(sum(2)), o = sigmoid(sum(3));
                __m512 cell = _mm512_fmadd_ps(f, _mm512_loadu_ps(old + u), _mm512_mul_ps(i, n));
                _mm512_storeu_ps(gate + u, i), _mm512_storeu_ps(gate + H + u, f);
                _mm512_storeu_ps(gate + 2 * H + u, n), _mm512_storeu_ps(gate + 3 * H + u, o);
                _mm512_storeu_ps(c + at * H + u, cell);
                narrow16(_mm512_mul_ps(o, tanh16(cell)), h + at * H + u);
            }
        }
    }
    _tile_release();
    return {states, joined, gates, cells};
}

// Gradient of the states in; out: gradient of the input [B, T, D] and of the gates' sums [B, T, 4H], both bf16, and of
// the bias [4H].
std::vector<Tensor> lstm_backward(Tensor grad, Tensor weight, Tensor gates, Tensor cells, Tensor lengths, bool reverse) {
    const int B = grad.size(0), T = grad.size(1), H = weight.size(0) / 4, K = weight.size(1), D = K - H, rows = (B + 31) / 32 * 32;
    auto to_x = torch::empty({B, T, D}, grad.options()), to_sums = torch::empty({B, T, 4 * H}, grad.options());
    auto to_bias = torch::zeros({4 * H}, weight.options());
    float *db = to_bias.data_ptr<float>();
    const bf16 *dh = (bf16 *)grad.data_ptr();
    bf16 *dx = (bf16 *)to_x.data_ptr(), *dz = (bf16 *)to_sums.data_ptr();
    const float *g = gates.data_ptr<float>(), *c = cells.data_ptr<float>();
    const int64_t *length = lengths.data_ptr<int64_t>();
    auto packed = pack(weight.data_ptr<float>(), 4 * H, K, K, 1);
    std::vector<bf16> left((size_t)rows * 4 * H);
    std::vector<float> down((size_t)rows * K), dc((size_t)rows * H), zero(H);
    const __m512 one = _mm512_set1_ps(1);
    open_tiles();
    for (int step = T - 1; step >= 0; step--) {
        const int t = reverse ? T - 1 - step : step, before = reverse ? t + 1 : t - 1;
        for (int row = 0; row < B; row++) {
            bf16 *z = &left[(size_t)row * 4 * H];
            const size_t at = (size_t)row * T + t;
            if (t >= length[row]) {
                memset(z, 0, 8 * H), memset(dz + at * 4 * H, 0, 8 * H), memset(dx + at * D, 0, 2 * D);
                continue;
            }
            const bool first = step == 0 || before >= length[row];
            const float *gate = g + at * 4 * H, *old = first ? zero.data() : c + ((size_t)row * T + before) * H;
            const float *later = &down[(size_t)row * K + D];
            float *carried = &dc[(size_t)row * H];
            for (int u = 0; u < H; u += 16) {
                __m512 i = _mm512_loadu_ps(gate + u), f = _mm512_loadu_ps(gate + H + u);
                __m512 n = _mm512_loadu_ps(gate + 2 * H + u), o = _mm512_loadu_ps(gate + 3 * H + u);
                __m512 bend = tanh16(_mm512_loadu_ps(c + at * H + u));
                __m512 state = _mm512_add_ps(widen16(dh + at * H + u), _mm512_loadu_ps(later + u));
                __m512 cell = _mm512_mul_ps(_mm512_mul_ps(state, o), _mm512_fnmadd_ps(bend, bend, one));
                cell = _mm512_add_ps(cell, _mm512_loadu_ps(carried + u));
                auto through = [&](__m512 d, __m512 y) { return _mm512_mul_ps(d, _mm512_fnmadd_ps(y, y, y)); };
                const __m512 slopes[4] = {through(_mm512_mul_ps(cell, n), i), through(_mm512_mul_ps(cell, _mm512_loadu_ps(old + u)), f),
                                          _mm512_mul_ps(_mm512_mul_ps(cell, i), _mm512_fnmadd_ps(n, n, one)),
                                          through(_mm512_mul_ps(state, bend), o)};
                for (int k = 0; k < 4; k++) {
                    narrow16(slopes[k], z + k * H + u);
                    _mm512_storeu_ps(db + k * H + u, _mm512_add_ps(_mm512_loadu_ps(db + k * H + u), slopes[k]));
                }
                _mm512_storeu_ps(carried + u, _mm512_mul_ps(cell, f));
            }
            memcpy(dz + at * 4 * H, z, 8 * H);
        }
        multiply(left.data(), packed.data(), down.data(), rows, 4 * H, K);
        for (int row = 0; row < B; row++)
            if (t < length[row])
                for (int u = 0; u < D; u += 16)
                    narrow16(_mm512_loadu_ps(&down[(size_t)row * K + u]), dx + ((size_t)row * T + t) * D + u);
    }
    _tile_release();
    return {to_x, to_sums, to_bias};
}

// ---- dropout

// x in bf16 with every number kept if a random byte, the same for the same seed, is at least `least`, and then scaled.
Tensor drop(Tensor x, int64_t least, int64_t seed) {
    auto kept = torch::empty_like(x);
    const bf16 *from = (bf16 *)x.data_ptr();
    bf16 *to = (bf16 *)kept.data_ptr();
    const int64_t n = x.numel();
    TORCH_CHECK(n % 16 == 0 && x.is_contiguous());
    uint32_t lanes[16];
    for (int i = 0; i < 16; i++) lanes[i] = (uint32_t)((seed + i) * 0x9e3779b97f4a7c15ull >> 32) | 1;
    __m512i random = _mm512_loadu_si512(lanes), limit = _mm512_set1_epi32(least);
    const __m512 scale = _mm512_set1_ps(256.f / (256 - least));
    for (int64_t at = 0; at < n; at += 16) {
        random = _mm512_xor_si512(random, _mm512_slli_epi32(random, 13));
        random = _mm512_xor_si512(random, _mm512_srli_epi32(random, 17));
        random = _mm512_xor_si512(random, _mm512_slli_epi32(random, 5));
        const __mmask16 keep = _mm512_cmpge_epi32_mask(_mm512_srli_epi32(random, 24), limit);
        narrow16(_mm512_maskz_mul_ps(keep, widen16(from + at), scale), to + at);
    }
    return kept;
}

// ---- the chain

// Sum over sequences of log partition − expected score under the target (see network.Chain.loss), with its gradients
// for emissions [B, T, N], step [N, N], start [N], end [N].
std::vector<Tensor> chain(Tensor emissions, Tensor pairs, Tensor firsts, Tensor lasts, Tensor lengths, Tensor step, Tensor start, Tensor end) {
    const int B = emissions.size(0), T = emissions.size(1);
    constexpr int N = 7;
    TORCH_CHECK(emissions.size(2) == N);
    auto to_emissions = torch::zeros_like(emissions), to_step = torch::zeros_like(step);
    auto to_start = torch::zeros_like(start), to_end = torch::zeros_like(end);
    auto E = emissions.accessor<float, 3>(), dE = to_emissions.accessor<float, 3>();
    auto P = pairs.accessor<float, 4>();
    auto F = firsts.accessor<float, 2>(), L = lasts.accessor<float, 2>(), S = step.accessor<float, 2>(), dS = to_step.accessor<float, 2>();
    auto A = start.accessor<float, 1>(), Z = end.accessor<float, 1>(), dA = to_start.accessor<float, 1>(), dZ = to_end.accessor<float, 1>();
    const int64_t *length = lengths.data_ptr<int64_t>();
    float walk[N][N], counts[N][N] = {};
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) walk[i][j] = std::exp(S[i][j]);
    std::vector<float> local((size_t)T * N), ahead((size_t)T * N), back((size_t)T * N);
    double loss = 0;
    for (int row = 0; row < B; row++) {
        const int n = length[row];
        auto scaled = [&](float *v) {
            float total = 0;
            for (int j = 0; j < N; j++) total += v[j];
            for (int j = 0; j < N; j++) v[j] /= total;
            return std::log(total);
        };
        double log_sum = 0;
        for (int t = 0; t < n; t++) {
            float peak = E[row][t][0], *now = &ahead[t * N];
            for (int j = 1; j < N; j++) peak = std::max(peak, E[row][t][j]);
            for (int j = 0; j < N; j++) {
                local[t * N + j] = std::exp(E[row][t][j] - peak);
                float sum = 0;
                if (t == 0) sum = std::exp(A[j]);
                else
                    for (int i = 0; i < N; i++) sum += ahead[(t - 1) * N + i] * walk[i][j];
                now[j] = sum * local[t * N + j];
            }
            log_sum += peak + scaled(now);
        }
        float total = 0;
        for (int j = 0; j < N; j++) total += ahead[(n - 1) * N + j] * (back[(n - 1) * N + j] = std::exp(Z[j]));
        log_sum += std::log(total);
        scaled(&back[(n - 1) * N]);
        loss += log_sum;
        for (int t = n - 1; t >= 0; t--) {
            float tag[N];
            for (int j = 0; j < N; j++) tag[j] = ahead[t * N + j] * back[t * N + j];
            scaled(tag);
            for (int j = 0; j < N; j++) {
                float wanted = t == 0 ? F[row][j] : 0;
                for (int i = 0; t > 0 && i < N; i++) {
                    const float share = P[row][t][i][j];
                    wanted += share;
                    dS[i][j] -= share;
                    loss -= share * std::max(S[i][j], -50.f);
                }
                dE[row][t][j] = tag[j] - wanted;
                loss -= wanted * E[row][t][j];
                if (t == 0) dA[j] += tag[j] - wanted, loss -= wanted * std::max(A[j], -50.f);
                if (t == n - 1) dZ[j] += tag[j] - L[row][j], loss -= L[row][j] * Z[j];
            }
            if (t == 0) break;
            float right[N], joint[N][N], sum = 0, *before = &back[(t - 1) * N];
            for (int j = 0; j < N; j++) right[j] = local[t * N + j] * back[t * N + j];
            for (int i = 0; i < N; i++) {
                before[i] = 0;
                for (int j = 0; j < N; j++) {
                    before[i] += walk[i][j] * right[j];
                    sum += joint[i][j] = ahead[(t - 1) * N + i] * walk[i][j] * right[j];
                }
            }
            for (int i = 0; i < N; i++)
                for (int j = 0; j < N; j++) counts[i][j] += joint[i][j] / sum;
            scaled(before);
        }
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) dS[i][j] += counts[i][j], counts[i][j] = 0;
    }
    return {torch::tensor(loss, torch::kFloat64), to_emissions, to_step, to_start, to_end};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
    module.def("lstm_forward", &lstm_forward);
    module.def("lstm_backward", &lstm_backward);
    module.def("drop", &drop);
    module.def("chain", &chain);
}
