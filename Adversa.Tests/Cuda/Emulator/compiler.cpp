// The part of NVRTC that Adversa uses, on g++.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>
#include <dlfcn.h>
#include <unistd.h>
#include "emulator.h"

namespace {

const int Architectures[] = {50, 52, 60, 61, 70, 75, 80, 86, 89, 90};

struct Program { std::string source, name, log; std::vector<char> image; bool isPtx; };

std::string contents(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

// The kernels' names: an identifier behind __global__, void and perhaps __launch_bounds__(n).
std::vector<std::string> kernelsIn(const std::string& text) {
    std::vector<std::string> names;
    for (size_t at = 0; (at = text.find("__global__", at)) != std::string::npos; at++) {
        size_t open = text.find('(', at), bounds = text.find("__launch_bounds__", at);
        if (bounds < open) open = text.find('(', text.find(')', bounds));
        size_t end = text.find_last_not_of(" \n", open - 1), begin = text.find_last_of(" \n*", end);
        names.push_back(text.substr(begin + 1, end - begin));
    }
    return names;
}

// g++ knows no PTX: asm("cvt.rna.tf32.f32 …" : "=r"(y) : "f"(x)) becomes a call of the function that prelude.h has for the
// instruction, ptx_cvt_rna_tf32_f32((y), (x)).
std::string withPtxAsCalls(std::string text) {
    static const std::regex statement(R"re(asm(?: volatile)?\(\s*"([\w.]+)[^"]*"\s*:([^;]*);)re");
    static const std::regex inputs(R"re(:(?=\s*"))re"), constraint(R"re("[=+]?[a-z]")re");
    for (std::smatch found; std::regex_search(text, found, statement);) {
        std::string name = found[1], operands = std::regex_replace(found[2].str(), inputs, ",");
        std::replace(name.begin(), name.end(), '.', '_');
        text = found.prefix().str() + "ptx_" + name + "(" + std::regex_replace(operands, constraint, "") + ";"
             + found.suffix().str();
    }
    return text;
}

// g++ says "file:3:7: error: text", NVRTC "file(3): error: text".
std::string asNvrtcSays(const std::string& log, const std::string& name) {
    std::string result;
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
        int number, column, length = 0;
        bool isOfFile = line.rfind(name + ":", 0) == 0;
        if (isOfFile && sscanf(line.c_str() + name.size(), ":%d:%d: %n", &number, &column, &length) == 2 && length)
            line = name + "(" + std::to_string(number) + "): " + line.substr(name.size() + length);
        result += line + "\n";
    }
    return result;
}

}

extern "C" {

const char* nvrtcGetErrorString(int result) {
    return result == 5 ? "NVRTC_ERROR_INVALID_OPTION" : result == 6 ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR";
}

int nvrtcVersion(int* major, int* minor) {
    *major = emulator_control.nvrtcVersion / 1000;
    *minor = emulator_control.nvrtcVersion % 1000 / 10;
    return 0;
}

int nvrtcGetNumSupportedArchs(int* count) { *count = std::size(Architectures); return 0; }
int nvrtcGetSupportedArchs(int* architectures) { memcpy(architectures, Architectures, sizeof Architectures); return 0; }

int nvrtcCreateProgram(Program** program, const char* source, const char* name, int, const char* const*, const char* const*) {
    *program = new Program{source, name, "", {}, false};
    return 0;
}

int nvrtcDestroyProgram(Program** program) { delete *program; *program = nullptr; return 0; }

int nvrtcCompileProgram(Program* program, int optionCount, const char* const* options) {
    LOCK;
    int capability = 0;
    std::string flags = "-std=c++17";
    for (int i = 0; i < optionCount; i++) {
        std::string option = options[i];
        if (sscanf(options[i], "--gpu-architecture=sm_%d", &capability) == 1) program->isPtx = false;
        else if (sscanf(options[i], "--gpu-architecture=compute_%d", &capability) == 1) program->isPtx = true;
        else if (option == "--fmad=false") flags += " -ffp-contract=off";
        else if (option != "--std=c++17") return program->log = "nvrtc: error: unrecognized option " + option, 5;
    }
    if (std::find(std::begin(Architectures), std::end(Architectures), capability) == std::end(Architectures))
        return program->log = "nvrtc: error: invalid value for --gpu-architecture (-arch)", 5;

    Dl_info self;
    dladdr((void*)&nvrtcCompileProgram, &self);
    std::string folder = std::string(self.dli_fname, strrchr(self.dli_fname, '/')), text = withPtxAsCalls(program->source);
    char work[] = "/tmp/adversa-emulator-XXXXXX";
    std::string at = mkdtemp(work), input = at + "/kernel.cpp", output = at + "/kernel.so", log = at + "/log";
    std::ofstream file(input);
    file << "#include \"" << folder << "/prelude.h\"\n#line 1 \"" << program->name << "\"\n" << text << "\n";
    for (const std::string& kernel : kernelsIn(text)) file << "EMULATED_KERNEL(" << kernel << ")\n";
    file.close();
    std::string command = "g++ -O1 -w -s -shared -fPIC -U_FORTIFY_SOURCE " + flags + " " + input + " -o " + output + " 2>" + log;
    emulator_control.compilations++;
    bool isCompiled = system(command.c_str()) == 0;
    program->log = isCompiled ? "" : asNvrtcSays(contents(log), program->name);
    std::string library = contents(output);
    for (const std::string& made : {input, output, log}) unlink(made.c_str());
    rmdir(work);
    if (!isCompiled) return 6;

    bool hasBarriers = text.find("_sync") != std::string::npos;     // of the group, or a shuffle's or product's of the warp
    ImageHeader header = {{}, capability, program->isPtx, hasBarriers, library.size()};
    memcpy(header.magic, Magic, sizeof Magic);
    program->image.assign((char*)&header, (char*)(&header + 1));
    program->image.insert(program->image.end(), library.begin(), library.end());
    return 0;
}

int nvrtcGetProgramLogSize(Program* program, size_t* size) { *size = program->log.size() + 1; return 0; }
int nvrtcGetProgramLog(Program* program, char* log) { strcpy(log, program->log.c_str()); return 0; }
int nvrtcGetPTXSize(Program* program, size_t* size) { *size = program->isPtx ? program->image.size() : 0; return 0; }
int nvrtcGetPTX(Program* program, char* ptx) { memcpy(ptx, program->image.data(), program->image.size()); return 0; }
int nvrtcGetCUBINSize(Program* program, size_t* size) { *size = program->isPtx ? 0 : program->image.size(); return 0; }
int nvrtcGetCUBIN(Program* program, char* cubin) { memcpy(cubin, program->image.data(), program->image.size()); return 0; }
}
