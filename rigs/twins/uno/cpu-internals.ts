import assert from 'node:assert/strict';
import type { AVRTimer, AVRUSART, CPU } from 'avr8js';

const EVENT_POOL_SIZE = 10;
/** Bit RXEN of UCSRB. */
const RECEIVER_ENABLE = 0x10;

/** A call that a peripheral wants at a cycle. */
export interface ClockEvent {
  readonly cycles: number;
  readonly callback: () => void;
  readonly next: ClockEvent | null;
}

/** What avr8js keeps private of its CPU and the engines have to see. */
interface CpuInternals {
  nextClockEvent: ClockEvent | null;
  readonly clockEventPool: ClockEvent[];
}

/** What avr8js keeps private of its timers and the sparse schedule has to see. */
export interface TimerInternals {
  readonly divider: number;
  readonly lastCycle: number;
  readonly tcnt: number;
  readonly ocrA: number;
  readonly ocrB: number;
  readonly TOP: number;
  readonly timerMode: number;
  readonly countingUp: boolean;
  readonly tcntUpdated: boolean;
  readonly updateDivider: boolean;
}

/** An interrupt's description inside avr8js; `constant` makes it a level instead of an edge. */
export interface InterruptInternals {
  constant?: boolean;
}

/**
 * Makes every clock event that is due happen at the end of one instruction. avr8js handles one an instruction, which
 * delays an event by as many instructions as others were due; on the silicon peripherals do not wait for one another.
 */
export function handleAllDueEvents(cpu: CPU): void {
  const internals = cpu as unknown as CpuInternals;
  assert('nextClockEvent' in internals && Array.isArray(internals.clockEventPool), 'avr8js has its clock event list');
  const tick = cpu.tick.bind(cpu);
  cpu.tick = () => {
    let event = internals.nextClockEvent;
    while (event !== null && event.cycles <= cpu.cycles) {
      event.callback();
      internals.nextClockEvent = event.next;
      if (internals.clockEventPool.length < EVENT_POOL_SIZE) internals.clockEventPool.push(event);
      event = internals.nextClockEvent;
    }
    tick();
  };
}

/** A timer's private half, after a check that this release of avr8js still has it. */
export function timerInternals(timer: AVRTimer): TimerInternals {
  const internals = timer as unknown as TimerInternals;
  for (const name of ['divider', 'lastCycle', 'tcnt', 'ocrA', 'ocrB', 'timerMode', 'countingUp', 'updateDivider']) {
    assert(name in internals, `avr8js has the timer field ${name}`);
  }
  return internals;
}

/** The USART's interrupt for an empty data register, after a check that this release of avr8js still has it. */
export function dataRegisterEmptyInterrupt(usart: AVRUSART): InterruptInternals {
  const { UDRE } = usart as unknown as { readonly UDRE?: InterruptInternals };
  assert(UDRE !== undefined, 'avr8js has the USART interrupt UDRE');
  return UDRE;
}

/**
 * Keeps a received byte waiting while the firmware switches the sender's interrupt. avr8js clears the receiver's flag
 * with every write to UCSRB that leaves the receiver on; on the silicon only reading the byte does, or switching off.
 */
export function keepReceivedBytes(cpu: CPU, usart: AVRUSART, controlRegister: number): void {
  const { RXC } = usart as unknown as { readonly RXC?: Parameters<CPU['setInterruptFlag']>[0] };
  const hook = cpu.writeHooks[controlRegister];
  assert(RXC !== undefined && hook !== undefined, 'avr8js has the USART interrupt RXC and a hook on UCSRB');
  cpu.writeHooks[controlRegister] = (value, oldValue, address, mask) => {
    const isWaiting = ((cpu.data[RXC.flagRegister] ?? 0) & RXC.flagMask) !== 0;
    const isHandled = hook.call(cpu, value, oldValue, address, mask);
    if (isWaiting && (value & RECEIVER_ENABLE) !== 0) cpu.setInterruptFlag(RXC);
    return isHandled;
  };
}
