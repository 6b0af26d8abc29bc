import { RigFailure } from '#drivers/ports/failure.ts';

interface Reason {
  readonly pattern: RegExp;
  readonly code: string;
  readonly found: string;
  readonly remedy: string;
}

/** The binding gives no error codes, only the operating system's text in front of its own. */
const reasons: readonly Reason[] = [
  {
    pattern: /no such file|no such device/i,
    code: 'PORT_MISSING',
    found: 'no such port',
    remedy: 'plug the device in and check the path, best one under /dev/serial/by-id',
  },
  {
    pattern: /permission denied|access denied|not permitted/i,
    code: 'PORT_FORBIDDEN',
    found: 'no permission',
    remedy: 'add this user to the group that owns the port (ls -l shows it, often dialout) and log in again',
  },
  {
    pattern: /cannot lock port|temporarily unavailable|resource busy/i,
    code: 'PORT_IN_USE',
    found: 'another program holds it',
    remedy: 'end the other program; fuser names it',
  },
  {
    pattern: /inappropriate ioctl|not a (?:typewriter|tty)|is a directory|not a serial port/i,
    code: 'PORT_NOT_SERIAL',
    found: 'something that is not a serial port',
    remedy: 'check the path',
  },
  {
    pattern: /input\/output error/i,
    code: 'PORT_DEAD',
    found: 'a port whose device is gone',
    remedy: 'plug the device in again',
  },
];

/** Says why a serial port could not be opened, in words that tell what to do. */
export function openFailure(port: { readonly path: string; readonly baudRate: number }, cause: unknown): RigFailure {
  const text = Error.isError(cause) ? cause.message : String(cause);
  const reason = reasons.find(({ pattern }) => pattern.test(text));
  const outcome =
    reason === undefined ? `the system said: ${oneLine(text)}` : `found ${reason.found}; ${reason.remedy}`;
  return new RigFailure(
    {
      code: reason?.code ?? 'PORT_REFUSED',
      blame: 'bench',
      message: `tried to open serial port ${port.path} at ${port.baudRate} baud, ${outcome}`,
      facts: { path: port.path, baudRate: port.baudRate },
    },
    { cause },
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
