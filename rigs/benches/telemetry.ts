import { isoTime } from '#drivers/clock/iso-time.ts';
import type { MessageBus } from '#drivers/ports/message-bus.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ArmWorld } from '#rigs/sim/arm/arm-world.ts';
import { roundedPose } from './world-tap.ts';

/** What a bench tells whoever watches the broker. */
export interface Telemetry extends AsyncDisposable {
  /** Publishes which case is under way, retained, so that a late watcher knows it too. */
  tellCase(caseName: string, phase: 'begun' | 'over'): Promise<void>;
}

/** Positions leave at most this often: a watcher wants to see the arm move, not every servo frame. */
const everyMs = 200;

/** Live state of a bench on `hil/v1/<site>/bench/…`: presence, current case, position of the card. */
export async function startTelemetry(options: {
  readonly bus: MessageBus;
  readonly site: string;
  readonly clock: Clock;
  readonly world: ArmWorld;
}): Promise<Telemetry> {
  const { bus, site, clock, world } = options;
  const topic = (leaf: string): string => `hil/v1/${site}/bench/${leaf}`;
  let seq = 0;
  let toldMs = 0;
  let last: Promise<void> = Promise.resolve();
  await bus.publish(topic('presence'), 'online', { isRetained: true });
  const watch = world.onPose((pose) => {
    if (clock.nowMs() - toldMs < everyMs) return;
    toldMs = clock.nowMs();
    const { position, tiltDeg } = roundedPose(pose);
    // Telemetry is for watchers: a broker that lost us is told of by the plug's driver, which needs it.
    last = bus
      .publish(topic('telemetry'), JSON.stringify({ at: isoTime(toldMs), ...position, tiltDeg }))
      .catch(() => undefined);
  });
  return {
    tellCase: async (caseName, phase) => {
      seq += 1;
      await bus.publish(topic('state'), JSON.stringify({ seq, at: isoTime(clock.nowMs()), case: caseName, phase }), {
        isRetained: true,
      });
    },
    [Symbol.asyncDispose]: async () => {
      watch[Symbol.dispose]();
      await last;
      await bus.publish(topic('presence'), 'offline', { isRetained: true });
    },
  };
}
