// Stand-ins for libcuda (driver.cpp) and libnvrtc (compiler.cpp) in one library, so that everything around a GPU can be tested
// without one: bindings, argument layout, launch geometry, the order of copies and launches, errors, and the CUDA C that kernels
// become.
//
// The compiler wraps a kernel in a prelude (prelude.h) that makes CUDA C valid C++, with a function for each instruction of PTX
// that kernels name, and gives it to g++; a "cubin" is a small header and a shared library. A launch runs one group after the
// other on one thread; the threads of a group whose kernel has barriers are fibers that take turns at each barrier (fibers.h).
// Four things are stricter than a GPU, to find mistakes that a GPU may forgive: nothing that is queued on a stream runs before
// somebody waits; calls fail where the thread has no current context; writes just outside of an allocation are an illegal
// address; a product in TF32 of numbers that were not rounded to it is NaN.
//
// It says nothing about speed, and nothing about what NVIDIA's compilers accept or how they round.
#pragma once
#include <cstdint>
#include <mutex>

// What tests set and read; the same struct in C# is EmulatorControl.
struct Control {
    int deviceCount, driverVersion, nvrtcVersion, capability;
    int nextLaunch;     // what the next launch ends with, once it runs; 0 for its true end
    int nextLoad;       // what the next module ends with, at once
    int loss;           // what every call ends with since a kernel broke its context, until the context goes
    int compilations, launches, contexts, modules, streams, events;
    long long memoryLimit, deviceBytes, pinnedBytes;
};
extern "C" Control emulator_control;

struct Index { unsigned x, y, z; };

// The same struct is in prelude.h: what a kernel sees of its launch.
struct KernelState {
    Index thread, block, blockSize, gridSize;
    void (*barrier)();
    uint64_t (*shuffle)(uint64_t value, unsigned sourceLane);
};

// What a "cubin" or "PTX" begins with; a shared library follows.
struct ImageHeader { char magic[8]; int capability, isPtx, hasBarriers; uint64_t size; };
constexpr char Magic[8] = {'E', 'M', 'U', 'L', 'C', 'U', 'D', 'A'};

// Several threads may call.
extern std::recursive_mutex emulatorLock;
#define LOCK std::lock_guard<std::recursive_mutex> guard(emulatorLock)
