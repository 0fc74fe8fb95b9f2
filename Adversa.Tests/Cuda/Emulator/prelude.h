// Makes CUDA C, as far as the kernels use it, valid C++ for g++: compiler.cpp includes it in front of each kernel.
typedef unsigned long size_t;

// The same struct is in emulator.h.
struct EmulatedIndex { unsigned x, y, z; };
struct EmulatedState {
    EmulatedIndex thread, block, blockSize, gridSize;
    void (*barrier)();
    unsigned long long (*shuffle)(unsigned long long value, unsigned sourceLane);
};
static EmulatedState emulated;
extern "C" EmulatedState* emulator_state() { return &emulated; }

#define threadIdx emulated.thread
#define blockIdx emulated.block
#define blockDim emulated.blockSize
#define gridDim emulated.gridSize
#define warpSize 32

// One group runs at a time, so that its shared memory can be static.
#define __global__
#define __device__
#define __forceinline__ inline
#define __shared__ static
#define __constant__ static const
#define __launch_bounds__(...)
#define __syncthreads() emulated.barrier()
#define __syncwarp(...) ((void)emulated.shuffle(0, 0))

template <int... I> struct EmulatedPlaces {};
template <class... A, int... I> void emulatedCall(void (*kernel)(A...), void** parameters, EmulatedPlaces<I...>) {
    kernel(*(A*)parameters[I]...);
}
template <class... A> void emulatedCall(void (*kernel)(A...), void** parameters) {
    emulatedCall(kernel, parameters, EmulatedPlaces<__integer_pack((int)sizeof...(A))...>());
}
template <class... A> const size_t* emulatedSizes(void (*)(A...)) {
    static const size_t sizes[] = {sizeof(A)..., 0};
    return sizes;
}
#define EMULATED_KERNEL(name) \
    extern "C" void emulator_call_##name(void** parameters) { emulatedCall(name, parameters); } \
    extern "C" const size_t* emulator_sizes_##name() { return emulatedSizes(name); }

template <class To, class From> static inline To emulatedBits(From value) {
    To bits;
    static_assert(sizeof bits == sizeof value, "");
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}
static inline float __uint_as_float(unsigned x) { return emulatedBits<float>(x); }
static inline float __int_as_float(int x) { return emulatedBits<float>(x); }
static inline unsigned __float_as_uint(float x) { return emulatedBits<unsigned>(x); }
static inline int __float_as_int(float x) { return emulatedBits<int>(x); }
static inline long long __double_as_longlong(double x) { return emulatedBits<long long>(x); }
static inline double __longlong_as_double(long long x) { return emulatedBits<double>(x); }

// A lane that would read from outside of its warp reads itself.
template <class T> static inline T emulatedShuffle(T value, int shift, bool isXor) {
    int lane = (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % warpSize;
    int source = isXor ? lane ^ shift : lane + shift;
    unsigned long long bits = 0;
    __builtin_memcpy(&bits, &value, sizeof value);
    bits = emulated.shuffle(bits, source < 0 || source >= warpSize ? lane : source);
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}
template <class T> static inline T __shfl_down_sync(unsigned, T value, int by) { return emulatedShuffle(value, by, false); }
template <class T> static inline T __shfl_up_sync(unsigned, T value, int by) { return emulatedShuffle(value, -by, false); }
template <class T> static inline T __shfl_xor_sync(unsigned, T value, int mask) { return emulatedShuffle(value, mask, true); }
template <class T> static inline T __shfl_sync(unsigned, T value, int lane) {
    int self = (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % warpSize;
    return emulatedShuffle(value, lane - self, false);
}

// Threads take turns, so that nothing comes between reading and writing.
#define EMULATED_ATOMIC(name, result) \
    template <class T, class V> static inline T name(T* address, V value) { T old = *address; *address = result; return old; }
EMULATED_ATOMIC(atomicAdd, old + value)
EMULATED_ATOMIC(atomicMax, old < value ? value : old)
EMULATED_ATOMIC(atomicMin, old > value ? value : old)
EMULATED_ATOMIC(atomicExch, value)
template <class T> static inline T __ldg(const T* address) { return *address; }

static inline unsigned __umulhi(unsigned a, unsigned b) { return (unsigned)((unsigned long long)a * b >> 32); }
static inline int min(int a, int b) { return a < b ? a : b; }
static inline int max(int a, int b) { return a > b ? a : b; }

#define EMULATED_UNARY(name) extern "C" double name(double); extern "C" float name##f(float);
EMULATED_UNARY(exp) EMULATED_UNARY(exp2) EMULATED_UNARY(expm1) EMULATED_UNARY(log) EMULATED_UNARY(log2) EMULATED_UNARY(log10)
EMULATED_UNARY(log1p) EMULATED_UNARY(sqrt) EMULATED_UNARY(sin) EMULATED_UNARY(cos) EMULATED_UNARY(tan) EMULATED_UNARY(tanh)
EMULATED_UNARY(fabs) EMULATED_UNARY(floor) EMULATED_UNARY(ceil) EMULATED_UNARY(trunc) EMULATED_UNARY(round) EMULATED_UNARY(rint)
EMULATED_UNARY(erf)
#define EMULATED_BINARY(name) extern "C" double name(double, double); extern "C" float name##f(float, float);
EMULATED_BINARY(pow) EMULATED_BINARY(fmin) EMULATED_BINARY(fmax) EMULATED_BINARY(fmod) EMULATED_BINARY(copysign)
extern "C" double fma(double, double, double);
extern "C" float fmaf(float, float, float);
static inline float rsqrtf(float x) { return 1 / sqrtf(x); }
static inline double rsqrt(double x) { return 1 / sqrt(x); }
static inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
static inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }
static inline float __fadd_rn(float a, float b) { return a + b; }
static inline float __fmul_rn(float a, float b) { return a * b; }
static inline float __fdiv_rn(float a, float b) { return a / b; }
static inline float __fsqrt_rn(float x) { return sqrtf(x); }
static inline double __dadd_rn(double a, double b) { return a + b; }
static inline double __dmul_rn(double a, double b) { return a * b; }
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)

// PTX (see compiler.cpp). TF32 has 13 bits less than float: a product takes NaN for a number that was not rounded, where a GPU
// would ignore them.
static const unsigned bitsThatTf32Lacks = (1 << 13) - 1;

static inline void ptx_cvt_rna_tf32_f32(unsigned& rounded, float x) {
    unsigned half = (bitsThatTf32Lacks + 1) / 2;
    rounded = (isnan(x) ? 0x7fc00000 : __float_as_uint(x) + half) & ~bitsThatTf32Lacks;
}

static inline float emulatedTf32(unsigned x) { return __uint_as_float(x & bitsThatTf32Lacks ? 0x7fc00000 : x); }

// Two registers of another lane.
struct EmulatedPair { unsigned first, second; };
static inline EmulatedPair emulatedPairOf(int lane, unsigned first, unsigned second) {
    return emulatedBits<EmulatedPair>(emulated.shuffle(emulatedBits<unsigned long long>(EmulatedPair{first, second}), lane));
}

// A lane has rows g and g + 8 of C, and columns 2t and 2t + 1; element k of a row of A and of a column of B are k / 4-th
// registers of lane k % 4 of that row or column.
static inline void ptx_mma_sync_aligned_m16n8k8_row_col_f32_tf32_tf32_f32(
    float& c0, float& c1, float& c2, float& c3, unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0, unsigned b1) {
    int lane = (threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z)) % warpSize, g = lane / 4, t = lane % 4;
    for (int k = 0; k < 8; k++) {
        int from = k % 4;
        EmulatedPair low = emulatedPairOf(4 * g + from, a0, a1), high = emulatedPairOf(4 * g + from, a2, a3);
        EmulatedPair left = emulatedPairOf(4 * (2 * t) + from, b0, b1), right = emulatedPairOf(4 * (2 * t + 1) + from, b0, b1);
        EmulatedPair rows = k < 4 ? low : high;
        float above = emulatedTf32(rows.first), below = emulatedTf32(rows.second);
        float x = emulatedTf32(k < 4 ? left.first : left.second), y = emulatedTf32(k < 4 ? right.first : right.second);
        c0 += above * x;
        c1 += above * y;
        c2 += below * x;
        c3 += below * y;
    }
}
