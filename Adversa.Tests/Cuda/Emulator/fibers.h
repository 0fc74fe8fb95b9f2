// The threads of one group, taking turns. ucontext starts a fiber on a stack of its own; from then on setjmp and longjmp switch,
// which cost no system call.
#pragma once
#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <functional>
#include <sys/mman.h>
#include <ucontext.h>
#include "emulator.h"

namespace {

// All threads of a group or warp wait here for each other.
struct Rendezvous { int arrived, generation; };

struct Fiber {
    Index index;
    bool isStarted, isDone;
    ucontext_t begin;
    jmp_buf place;
};

const int WarpSize = 32, MostThreads = 1024, StackSize = 128 << 10;

Fiber fibers[MostThreads];
Rendezvous groupRendezvous, warpRendezvous[MostThreads / WarpSize];
uint64_t shuffled[MostThreads];
jmp_buf scheduler;
int threads, current;
bool hasProgress;
std::function<void()> body;

void yield() { if (!_setjmp(fibers[current].place)) _longjmp(scheduler, 1); }

void await(Rendezvous& rendezvous, int count) {
    int generation = rendezvous.generation;
    if (++rendezvous.arrived == count) {
        rendezvous.arrived = 0;
        rendezvous.generation++;
        hasProgress = true;
    } else {
        while (rendezvous.generation == generation) yield();
    }
}

void groupBarrier() { await(groupRendezvous, threads); }

uint64_t shuffle(uint64_t value, unsigned sourceLane) {
    int self = current, warp = self / WarpSize, first = warp * WarpSize, count = std::min(WarpSize, threads - first);
    shuffled[self] = value;
    await(warpRendezvous[warp], count);
    uint64_t result = shuffled[first + sourceLane];
    await(warpRendezvous[warp], count);
    return result;
}

void fiberMain() {
    body();
    fibers[current].isDone = hasProgress = true;
    _longjmp(scheduler, 1);
}

// Gives each fiber its turn until all are done; false where they wait for one that never comes, as a barrier inside of a branch.
bool runFibers(KernelState* state) {
    static char* stacks = (char*)mmap(nullptr, (size_t)MostThreads * StackSize, PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    groupRendezvous = {};
    memset(warpRendezvous, 0, sizeof warpRendezvous);
    for (int i = 0; i < threads; i++) {
        getcontext(&fibers[i].begin);
        fibers[i].begin.uc_stack.ss_sp = stacks + (size_t)i * StackSize;
        fibers[i].begin.uc_stack.ss_size = StackSize;
        makecontext(&fibers[i].begin, fiberMain, 0);
        fibers[i].isStarted = fibers[i].isDone = false;
    }

    static int done;
    do {
        hasProgress = false;
        done = 0;
        for (current = 0; current < threads; current++) {
            if (fibers[current].isDone) { done++; continue; }
            state->thread = fibers[current].index;
            if (_setjmp(scheduler)) continue;
            if (fibers[current].isStarted) _longjmp(fibers[current].place, 1);
            fibers[current].isStarted = true;
            setcontext(&fibers[current].begin);
        }
    } while (hasProgress && done < threads);
    return done == threads;
}

}
