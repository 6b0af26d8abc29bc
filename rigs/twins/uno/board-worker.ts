import assert from 'node:assert/strict';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { pacedBoard } from './paced-board.ts';
import { control, orders } from './worker-talk.ts';
import type { BoardNews, BoardRequest, WorkerStart } from './worker-talk.ts';

// The thread of one board. It never returns to its event loop, so it asks for its messages instead of being called.
const start = workerData as WorkerStart;
assert(parentPort !== null, 'this module runs in a worker thread');
const port = parentPort;
// Reading from a silent port throws a thousand times a second; nobody wants those stacks.
Error.stackTraceLimit = 0;

const tell = (news: BoardNews): void => port.postMessage(news);
const paced = pacedBoard({
  ...start,
  clock: wallClock(),
  onPins: (pulses, edges) => tell({ kind: 'pins', pulses, edges }),
});
tell({ kind: 'ready' });
serve();
port.close();

function serve(): void {
  for (;;) {
    const seen = Atomics.load(start.control, control.wake);
    const order = Atomics.load(start.control, control.order);
    if (order !== orders.none) {
      paced.powerOff();
      Atomics.store(start.control, control.order, orders.none);
      Atomics.notify(start.control, control.order);
    }
    if (order === orders.stop) return;
    takeRequests();
    const idleMs = paced.step();
    Atomics.store(start.control, control.lostMs, Math.round(paced.lostMs));
    Atomics.store(start.control, control.boardMs, Math.floor(paced.board.boardMs));
    if (idleMs > 0) Atomics.wait(start.control, control.wake, seen, idleMs);
  }
}

function takeRequests(): void {
  let received = receiveMessageOnPort(port);
  while (received !== undefined) {
    serveRequest(received.message as BoardRequest);
    received = receiveMessageOnPort(port);
  }
}

function serveRequest(request: BoardRequest): void {
  switch (request.kind) {
    case 'reset':
      return paced.reset();
    case 'attach':
      return paced.powerOn(request.masterFd);
    case 'hold-pin':
      return paced.board.holdPin(request.pin, request.fault);
    case 'drive-pin':
      return paced.board.drivePin(request.pin, request.level);
    case 'set-volts':
      return paced.board.setVolts(request.channel, request.volts);
    case 'watch-pins':
      paced.isWatchingPins = true;
  }
}
