// The part of the CUDA driver API that Adversa uses, on the processor.
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>
#include <dlfcn.h>
#include <unistd.h>
#include "emulator.h"
#include "fibers.h"

Control emulator_control = {2, 12040, 12040, 75, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1LL << 32, 0, 0};
std::recursive_mutex emulatorLock;

namespace {

enum {
    Success = 0, InvalidValue = 1, OutOfMemory = 2, NotInitialized = 3, NoDevice = 100, InvalidDevice = 101, InvalidImage = 200,
    InvalidContext = 201, NoBinary = 209, UnsupportedPtx = 222, NotFound = 500, IllegalAddress = 700, LaunchFailed = 719,
};

const std::map<int, const char*> ErrorNames = {
    {Success, "CUDA_SUCCESS"}, {InvalidValue, "CUDA_ERROR_INVALID_VALUE"}, {OutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY"},
    {NotInitialized, "CUDA_ERROR_NOT_INITIALIZED"}, {NoDevice, "CUDA_ERROR_NO_DEVICE"},
    {InvalidDevice, "CUDA_ERROR_INVALID_DEVICE"}, {InvalidImage, "CUDA_ERROR_INVALID_IMAGE"},
    {InvalidContext, "CUDA_ERROR_INVALID_CONTEXT"}, {NoBinary, "CUDA_ERROR_NO_BINARY_FOR_GPU"},
    {UnsupportedPtx, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"}, {NotFound, "CUDA_ERROR_NOT_FOUND"},
    {IllegalAddress, "CUDA_ERROR_ILLEGAL_ADDRESS"}, {LaunchFailed, "CUDA_ERROR_LAUNCH_FAILED"},
};

struct Context { int device, users; };
struct Stream { Context* context; std::deque<std::function<int()>> queue; };
struct Event { Stream* stream; };

struct Module { void* library; std::string file; bool hasBarriers; };

struct Function {
    Module* module;
    KernelState* state;
    void (*call)(void** parameters);
    const size_t* sizes;    // of the parameters; ends with 0
};

const size_t GuardSize = 64;
const unsigned char GuardByte = 0xA5;

bool isInitialized;
Context contexts[16];
thread_local Context* currentContext;
std::map<uint64_t, std::pair<size_t, bool>> allocations;    // address to size, and whether it is the device's
std::set<Stream*> streams;

bool guardsHold() {
    for (auto& [address, block] : allocations) {
        auto *before = (unsigned char*)address - GuardSize, *behind = (unsigned char*)address + block.first;
        for (size_t i = 0; i < GuardSize; i++) {
            if (before[i] != GuardByte || behind[i] != GuardByte) return false;
        }
    }
    return true;
}

bool isInside(uint64_t address, size_t size, bool isDevice) {
    auto next = allocations.upper_bound(address);
    if (next == allocations.begin()) return false;
    auto& [begin, block] = *--next;
    return block.second == isDevice && address + size <= begin + block.first;
}

int allocate(uint64_t* address, size_t size, bool isDevice) {
    if (size == 0) return InvalidValue;
    long long& bytes = isDevice ? emulator_control.deviceBytes : emulator_control.pinnedBytes;
    if (isDevice && bytes + (long long)size > emulator_control.memoryLimit) return OutOfMemory;
    size_t whole = (size + 2 * GuardSize + 255) / 256 * 256;
    unsigned char* block = (unsigned char*)aligned_alloc(256, whole + 256);
    memset(block, GuardByte, whole + 256);
    *address = (uint64_t)(block + 256);
    allocations[*address] = {size, isDevice};
    bytes += size;
    return Success;
}

int release(uint64_t address, bool isDevice) {
    auto found = allocations.find(address);
    if (found == allocations.end() || found->second.second != isDevice) return InvalidValue;
    (isDevice ? emulator_control.deviceBytes : emulator_control.pinnedBytes) -= found->second.first;
    free((void*)(address - 256));
    allocations.erase(found);
    return Success;
}

int drain(Stream* stream) {
    int& loss = emulator_control.loss;
    while (!stream->queue.empty()) {
        auto work = std::move(stream->queue.front());
        stream->queue.pop_front();
        if (loss == Success) loss = work();
    }
    if (loss == Success && !guardsHold()) loss = IllegalAddress;
    return loss;
}

// What most functions begin with. A context that was lost answers everything with the same error.
int enter() {
    if (!isInitialized) return NotInitialized;
    if (!currentContext || currentContext->users == 0) return InvalidContext;
    return emulator_control.loss;
}

int runKernel(Function* function, Index grid, Index block, std::vector<void*> parameters) {
    emulator_control.launches++;
    KernelState* state = function->state;
    threads = block.x * block.y * block.z;
    *state = {{}, {}, block, grid, groupBarrier, shuffle};
    body = [&] { function->call(parameters.data()); };
    for (int i = 0; i < threads; i++) fibers[i].index = {i % block.x, i / block.x % block.y, i / block.x / block.y};
    Index& at = state->block;
    for (at.z = 0; at.z < grid.z; at.z++)
        for (at.y = 0; at.y < grid.y; at.y++)
            for (at.x = 0; at.x < grid.x; at.x++) {
                if (function->module->hasBarriers) {
                    if (!runFibers(state)) return LaunchFailed;
                } else {
                    for (int i = 0; i < threads; i++) { state->thread = fibers[i].index; body(); }
                }
            }
    return Success;
}

#define ENTER LOCK; if (int result = enter()) return result

}

extern "C" {

int cuInit(unsigned) { LOCK; if (!emulator_control.deviceCount) return NoDevice; isInitialized = true; return Success; }
int cuDriverGetVersion(int* version) { *version = emulator_control.driverVersion; return Success; }

int cuGetErrorName(int error, const char** name) {
    auto found = ErrorNames.find(error);
    *name = found == ErrorNames.end() ? nullptr : found->second;
    return *name ? Success : InvalidValue;
}

int cuGetErrorString(int, const char** text) { *text = "emulated"; return Success; }
int cuDeviceGetCount(int* count) { *count = emulator_control.deviceCount; return isInitialized ? Success : NotInitialized; }
int cuDeviceGet(int* device, int ordinal) {
    *device = ordinal;
    return ordinal < emulator_control.deviceCount ? Success : InvalidDevice;
}

// The time keeps programs of an older build out of the cache.
int cuDeviceGetName(char* name, int capacity, int device) {
    snprintf(name, capacity, "Emulated GPU %d of %s", device, __DATE__ " " __TIME__);
    return Success;
}

int cuDeviceTotalMem_v2(size_t* bytes, int) { *bytes = emulator_control.memoryLimit; return Success; }

int cuDeviceGetAttribute(int* value, int attribute, int) {
    static const std::map<int, int> values = {{1, MostThreads}, {5, 0x7FFFFFFF}, {6, 65535}, {7, 65535}, {8, 48 << 10}, {16, 4}};
    if (attribute == 75) return *value = emulator_control.capability / 10, Success;
    if (attribute == 76) return *value = emulator_control.capability % 10, Success;
    auto found = values.find(attribute);
    return found == values.end() ? InvalidValue : (*value = found->second, Success);
}

int cuDevicePrimaryCtxRetain(Context** context, int device) {
    LOCK;
    if (!isInitialized) return NotInitialized;
    *context = &contexts[device];
    contexts[device].device = device;
    if (contexts[device].users++ == 0) emulator_control.contexts++;
    return Success;
}

int cuDevicePrimaryCtxRelease_v2(int device) {
    LOCK;
    if (contexts[device].users == 0) return InvalidContext;
    if (--contexts[device].users == 0) { emulator_control.contexts--; emulator_control.loss = Success; }
    return Success;
}

int cuCtxSetCurrent(Context* context) { currentContext = context; return Success; }

int cuStreamCreate(Stream** stream, unsigned) {
    ENTER;
    streams.insert(*stream = new Stream{currentContext, {}});
    emulator_control.streams++;
    return Success;
}

int cuStreamSynchronize(Stream* stream) { ENTER; return drain(stream); }

int cuStreamDestroy_v2(Stream* stream) {
    LOCK;
    drain(stream);
    streams.erase(stream);
    delete stream;
    emulator_control.streams--;
    return Success;
}

int cuEventCreate(Event** event, unsigned) { ENTER; *event = new Event{}; emulator_control.events++; return Success; }
int cuEventRecord(Event* event, Stream* stream) { ENTER; event->stream = stream; return Success; }
int cuEventSynchronize(Event* event) { ENTER; return event->stream ? drain(event->stream) : Success; }
int cuEventDestroy_v2(Event* event) { LOCK; delete event; emulator_control.events--; return Success; }

int cuMemAlloc_v2(uint64_t* address, size_t size) { ENTER; return allocate(address, size, true); }
int cuMemHostAlloc(void** memory, size_t size, unsigned) { ENTER; return allocate((uint64_t*)memory, size, false); }
int cuMemFreeHost(void* memory) { LOCK; return release((uint64_t)memory, false); }

int cuMemFree_v2(uint64_t address) {
    LOCK;
    for (Stream* stream : streams) drain(stream);
    int released = release(address, true), entered = enter();
    return entered ? entered : released;
}

int cuMemcpyHtoDAsync_v2(uint64_t target, const void* source, size_t size, Stream* stream) {
    ENTER;
    if (!isInside(target, size, true) || !isInside((uint64_t)source, size, false)) return InvalidValue;
    stream->queue.push_back([=] { memcpy((void*)target, source, size); return Success; });
    return Success;
}

int cuMemcpyDtoHAsync_v2(void* target, uint64_t source, size_t size, Stream* stream) {
    ENTER;
    if (!isInside(source, size, true)) return InvalidValue;
    if (int result = drain(stream)) return result;
    memcpy(target, (void*)source, size);
    return Success;
}

int cuModuleLoadDataEx(Module** module, const ImageHeader* image, unsigned optionCount, const int* options, void** values) {
    ENTER;
    for (unsigned i = 0; i < optionCount; i++) {
        if (options[i] == 5) strcpy((char*)values[i], "emulated log");
    }
    if (int result = std::exchange(emulator_control.nextLoad, 0)) return result;
    if (memcmp(image->magic, Magic, sizeof Magic)) return InvalidImage;
    int capability = emulator_control.capability;
    if (image->isPtx ? image->capability > capability : image->capability != capability) return NoBinary;
    char file[] = "/tmp/adversa-emulated-XXXXXX";
    int descriptor = mkstemp(file);
    ssize_t written = write(descriptor, image + 1, image->size);
    close(descriptor);
    void* library = written == (ssize_t)image->size ? dlopen(file, RTLD_NOW | RTLD_LOCAL) : nullptr;
    unlink(file);
    if (!library) return InvalidImage;
    *module = new Module{library, file, image->hasBarriers != 0};
    emulator_control.modules++;
    return Success;
}

int cuModuleUnload(Module* module) { LOCK; dlclose(module->library); delete module; emulator_control.modules--; return Success; }

int cuModuleGetFunction(Function** function, Module* module, const char* name) {
    ENTER;
    auto state = (KernelState * (*)()) dlsym(module->library, "emulator_state");
    auto call = (void (*)(void**))dlsym(module->library, (std::string("emulator_call_") + name).c_str());
    auto sizes = (const size_t* (*)())dlsym(module->library, (std::string("emulator_sizes_") + name).c_str());
    if (!state || !call || !sizes) return NotFound;
    *function = new Function{module, state(), call, sizes()};
    return Success;
}

// As the driver does, copies the arguments now, each as long as the kernel's parameter is, and runs the kernel later.
int cuLaunchKernel(Function* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                   unsigned blockZ, unsigned, Stream* stream, void** parameters, void**) {
    ENTER;
    uint64_t groupSize = (uint64_t)blockX * blockY * blockZ;
    if (!gridX || !gridY || !gridZ || gridY > 65535 || gridZ > 65535) return InvalidValue;
    if (!groupSize || groupSize > MostThreads) return InvalidValue;
    std::vector<std::vector<char>> values;
    for (int i = 0; function->sizes[i]; i++) values.emplace_back((char*)parameters[i], (char*)parameters[i] + function->sizes[i]);
    int end = std::exchange(emulator_control.nextLaunch, 0);
    stream->queue.push_back([=]() mutable {
        if (end) return end;
        std::vector<void*> addresses;
        for (auto& value : values) addresses.push_back(value.data());
        return runKernel(function, {gridX, gridY, gridZ}, {blockX, blockY, blockZ}, addresses);
    });
    return Success;
}

}
