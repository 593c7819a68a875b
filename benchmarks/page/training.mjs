// The training page in the middle of a set, or a page that only runs the landmarker, before the same camera.
//
//   node training.mjs app|bare CLIP SECONDS [ORIGIN]
//
// Prints, as JSON, the frames whose poses were found out, the processor time of the page's main thread and of its whole
// process, and what the process held at the end of each minute. Processor time is Linux's, from /proc: a machine shared with
// others makes a page late, and its work no larger.
import { createReadStream, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { launch } from "chrome-launcher";
import puppeteer from "puppeteer-core";
import { endWithParent, parentMayGo } from "./parent.mjs";
import { poseAssets } from "../../frontend/src/pose/assets.ts";

const FRONTEND = join(import.meta.dirname, "../../frontend");
const ASSETS = poseAssets("lite");
const RUNTIME = join(FRONTEND, "public", ASSETS.runtimePath);
const MODEL = join(FRONTEND, "public", ASSETS.model.path);
const BUNDLE = join(
  FRONTEND,
  "node_modules/@mediapipe/tasks-vision/vision_bundle.mjs",
);
const TYPES = {
  ".html": "text/html",
  ".wasm": "application/wasm",
  ".task": "application/octet-stream",
};
/** Long enough for a download and a countdown on a busy machine. */
const READY_MS = 120_000;
const SETTLE_MS = 8_000;
const MINUTE_MS = 60_000;

const [kind, clip, seconds, origin] = process.argv.slice(2);

/** The bare page, with runtime and model as the app has them. */
function serveBare() {
  const server = createServer(({ url }, response) => {
    const file = fileOf(url);
    response.setHeader(
      "Content-Type",
      TYPES[extname(file)] ?? "text/javascript",
    );
    createReadStream(file)
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function fileOf(url) {
  if (url === "/bare/vision_bundle.mjs") return BUNDLE;
  if (url === "/model.task") return MODEL;
  if (url.startsWith("/runtime/"))
    return join(RUNTIME, url.slice("/runtime".length));
  return join(import.meta.dirname, url);
}

/** Counts what workers answer, the same on both pages. */
function countPoses() {
  globalThis.poses = 0;
  const hear = ({ data }) => {
    if (data?.type === "pose") globalThis.poses += 1;
  };
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", hear);
    }
  };
}

async function openApp(page) {
  await page.goto(`${origin}/train/push-up`);
  await page.waitForSelector("[data-testid=start-set]:not([disabled])", {
    timeout: READY_MS,
  });
  await page.click("[data-testid=start-set]");
  await page.waitForSelector("[data-testid=rep-count]", { timeout: READY_MS });
}

async function openBare(page, { port }) {
  await page.goto(`http://127.0.0.1:${port}/bare/index.html`);
  await page.waitForFunction(() => document.title === "ready", {
    timeout: READY_MS,
  });
}

/** Milliseconds that a thread has run. */
function ranMs(pid, thread) {
  return (
    Number(
      readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(
        " ",
      )[0],
    ) / 1e6
  );
}

/** Milliseconds that all threads of a process have run, those that have ended included. */
function processMs(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .split(") ")[1]
    .split(" ")
    .slice(11);
  return (Number(user) + Number(system)) * 10;
}

function residentMb(pid) {
  return (
    Number(
      /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1],
    ) / 1024
  );
}

/** The process that works most is the page's: others, such as a spare one, are idle. */
async function rendererOf(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.sort((one, other) => other.cpuTime - one.cpuTime)[0].id;
}

async function heapMb(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return (
    metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1024 ** 2
  );
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const rounded = (value) => Math.round(value * 100) / 100;

async function measured(browser, page) {
  const pid = await rendererOf(browser);
  const session = await page.createCDPSession();
  await session.send("Performance.enable");
  const state = async () => ({
    atMs: performance.now(),
    frames: await page.evaluate(() => globalThis.poses),
    mainMs: ranMs(pid, pid),
    allMs: processMs(pid),
  });
  const memory = [];
  const first = await state();
  const endMs = first.atMs + seconds * 1000;
  while (performance.now() < endMs) {
    await wait(Math.min(MINUTE_MS, endMs - performance.now()));
    if (seconds * 1000 >= MINUTE_MS) {
      memory.push({
        heap_mb: rounded(await heapMb(session)),
        resident_mb: rounded(residentMb(pid)),
      });
    }
  }
  const last = await state();
  const frames = last.frames - first.frames;
  return {
    frames,
    frames_per_second: rounded((frames * 1000) / (last.atMs - first.atMs)),
    main_ms_per_frame: rounded((last.mainMs - first.mainMs) / frames),
    process_ms_per_frame: rounded((last.allMs - first.allMs) / frames),
    memory,
  };
}

const server = await serveBare();
const chrome = await launch({
  chromeFlags: [
    ...[
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-ui-for-media-stream",
    ],
    ...[
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  ],
});
endWithParent(() => chrome.kill());
try {
  const browser = await puppeteer.connect({
    browserURL: `http://127.0.0.1:${chrome.port}`,
    defaultViewport: { width: 1280, height: 800 },
  });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(countPoses);
  await (kind === "app" ? openApp(page) : openBare(page, server.address()));
  await wait(SETTLE_MS);
  console.log(JSON.stringify(await measured(browser, page)));
} finally {
  chrome.kill();
  server.close();
  parentMayGo();
}
