/*
Times passes of a model in ONNX Runtime and prints one JSON line, the same that pytorch_step.py prints but for parameters:

    node scripts/onnx_step.cjs --runtime FOLDER --batch 64 --steps 20 --warm-up 2 --threads 2 generator.onnx

FOLDER is where `npm install --ignore-scripts onnxruntime-node` was run; without --runtime Node looks in NODE_PATH. The model's
input is z [N, z, 1, 1], as export_onnx.py writes it.
*/
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { performance } = require("node:perf_hooks");
const { parseArgs } = require("node:util");

const NUMBERS = { batch: "64", z: "100", steps: "5", "warm-up": "2", threads: "2" };

/** The package's exports and its version. */
function load(folder) {
    const found = require.resolve("onnxruntime-node", folder ? { paths: [path.resolve(folder)] } : undefined);
    const root = found.slice(0, found.lastIndexOf("onnxruntime-node") + "onnxruntime-node".length);
    return { ort: require(found), version: JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).version };
}

/** VmHWM, the largest resident memory that the process ever had, in MiB; what the system counted where /proc is missing. */
function peakMegabytes() {
    const status = "/proc/self/status";
    if (!fs.existsSync(status)) return process.resourceUsage().maxRSS / 1024;
    return Number(/^VmHWM:\s+(\d+)/m.exec(fs.readFileSync(status, "utf8"))[1]) / 1024;
}

/** The middle one of some numbers, or the mean of the two in the middle. */
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** What follows from the command line: the file, the package's folder, and numbers. */
function settings() {
    const options = Object.fromEntries(Object.entries(NUMBERS).map(([name, text]) => [name, { type: "string", default: text }]));
    const { values, positionals } = parseArgs({ options: { ...options, runtime: { type: "string" } }, allowPositionals: true });
    if (positionals.length !== 1) throw new Error(`expected one .onnx file, found ${positionals.length}`);
    const numbers = Object.keys(NUMBERS).map((name) => [name, Number(values[name])]);
    return { file: positionals[0], runtime: values.runtime, ...Object.fromEntries(numbers) };
}

async function main() {
    const { file, runtime, batch, z, steps, "warm-up": warmUp, threads } = settings();
    const { ort, version } = load(runtime);
    const session = await ort.InferenceSession.create(file, {
        intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential", graphOptimizationLevel: "all",
    });
    const noise = Float32Array.from({ length: batch * z }, () => 2 * Math.random() - 1);
    const input = { z: new ort.Tensor("float32", noise, [batch, z, 1, 1]) };
    for (let step = 0; step < warmUp; step++) await session.run(input);
    const milliseconds = [];
    for (let step = 0; step < steps; step++) {
        const start = performance.now();
        await session.run(input);
        milliseconds.push(performance.now() - start);
    }
    const middle = median(milliseconds);
    console.log(JSON.stringify({
        median_ms: middle,
        images_per_second: (1e3 * batch) / middle,
        peak_mb: peakMegabytes(),
        step_ms: milliseconds,
        version: `ONNX Runtime ${version}, Node ${process.versions.node}`,
    }));
}

main().catch((error) => {
    console.error(error.message.split("\n")[0]);
    process.exitCode = 1;
});
