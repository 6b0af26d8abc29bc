import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { autoDetect } from '@serialport/bindings-cpp';
import { SerialPortStream } from '@serialport/stream';
import { RigFailure } from '#drivers/ports/failure.ts';

/**
 * Opens the tty that the board is on, 8N1, locked against other openers that ask for the lock, too.
 *
 * @throws {RigFailure} code PORT_MISSING, PORT_FORBIDDEN, PORT_IN_USE, PORT_REFUSED with what to do
 */
export async function openSerialStream(path: string, baudRate: number): Promise<SerialPortStream> {
  await refuseUnusablePath(path);
  const stream = new SerialPortStream({
    binding: autoDetect(),
    path,
    baudRate,
    dataBits: 8,
    stopBits: 1,
    parity: 'none',
    lock: true,
    // Dropping DTR on close would reset the board, and a reset lets the arm go limp.
    hupcl: false,
    autoOpen: false,
  });
  await new Promise<void>((resolve, reject) => {
    stream.open((error) => {
      if (error === null || error === undefined) resolve();
      else reject(failureFor(path, error));
    });
  });
  return stream;
}

/** The binding's errors carry no code; the file system's do. */
async function refuseUnusablePath(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    if (!Error.isError(error)) throw error;
    throw failureFor(path, error);
  }
}

function failureFor(path: string, cause: Error): RigFailure {
  const code = 'code' in cause ? cause.code : undefined;
  const text = cause.message;
  if (code === 'ENOENT' || /no such (file|device)/i.test(text)) {
    return refusal(path, {
      code: 'PORT_MISSING',
      message: `opened ${path} and found no such port; plug the board in, or name its port (look in /dev/serial/by-id)`,
      cause,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || /permission denied/i.test(text)) {
    return refusal(path, {
      code: 'PORT_FORBIDDEN',
      message: `opened ${path} and was not allowed to; add this user to the group that owns the port (often dialout)`,
      cause,
    });
  }
  if (code === 'EBUSY' || /cannot lock port|resource busy/i.test(text)) {
    return refusal(path, {
      code: 'PORT_IN_USE',
      message: `opened ${path} and found it locked; another process has the rig, wait for it or end it`,
      cause,
    });
  }
  return refusal(path, {
    code: 'PORT_REFUSED',
    message: `opened ${path} and the system refused; check that it is a serial port and that the cable is whole`,
    cause,
  });
}

function refusal(
  path: string,
  details: { readonly code: string; readonly message: string; readonly cause: Error },
): RigFailure {
  const { code, message, cause } = details;
  return new RigFailure({ code, blame: 'bench', message, facts: { path, said: cause.message } }, { cause });
}
