import { load, struct } from 'koffi';
import { RigFailure } from '#drivers/ports/failure.ts';

/** The calls of the system's PC/SC library. Each returns its error code; waits go through the promise form. */
export interface PcscLibrary {
  establishContext(): { readonly code: number; readonly context: number };
  releaseContext(context: number): number;
  listReaders(context: number): { readonly code: number; readonly names: readonly string[] };
  /** Waits at most `timeoutMs` for a change against `knownState`. */
  getStatusChange(
    context: number,
    look: { readonly reader: string; readonly knownState: number; readonly timeoutMs: number },
  ): Promise<{ readonly code: number; readonly state: number; readonly answerToReset: Uint8Array }>;
  connect(
    context: number,
    reader: string,
  ): Promise<{ readonly code: number; readonly card: number; readonly protocol: number }>;
  transmit(
    card: number,
    command: Uint8Array,
    protocol: number,
  ): Promise<{ readonly code: number; readonly response: Uint8Array }>;
  disconnect(card: number): Promise<number>;
}

const userScope = 0;
const exclusive = 1;
const eitherProtocol = 3;
const unpower = 2;
const answerToResetBytesMax = 33;
/** A short answer has at most 258 bytes; room for an extended one costs nothing. */
const responseBytesMax = 65_538;

let loaded: PcscLibrary | undefined;

/**
 * Loads `libpcsclite` (Linux) or the PC/SC framework (macOS) once.
 *
 * @throws {RigFailure} code PCSC_MISSING with what to install
 */
export function pcscLibrary(): PcscLibrary {
  loaded ??= loadPcsc();
  return loaded;
}

type Call = ((...words: readonly unknown[]) => number) & {
  async(...words: readonly unknown[]): void;
};

function loadPcsc(): PcscLibrary {
  const library = openLibrary();
  // DWORD and LONG are as long as a machine word on Linux and 32 bits elsewhere.
  const isLinux = process.platform === 'linux';
  const word = isLinux ? 'ulong' : 'uint32_t';
  const long = isLinux ? 'long' : 'int32_t';
  struct('PCSC_READERSTATE', {
    szReader: 'const char *',
    pvUserData: 'void *',
    dwCurrentState: word,
    dwEventState: word,
    cbAtr: word,
    rgbAtr: `uint8_t [${answerToResetBytesMax}]`,
  });
  struct('PCSC_IO_REQUEST', { dwProtocol: word, cbPciLength: word });
  const call = (name: string, parameters: string): Call => library.func(`${long} ${name}(${parameters})`);
  const calls = {
    establish: call('SCardEstablishContext', `${word}, void *, void *, _Out_ ${long} *`),
    release: call('SCardReleaseContext', long),
    list: call('SCardListReaders', `${long}, void *, _Out_ uint8_t *, _Inout_ ${word} *`),
    status: call('SCardGetStatusChange', `${long}, ${word}, _Inout_ PCSC_READERSTATE *, ${word}`),
    connect: call('SCardConnect', `${long}, const char *, ${word}, ${word}, _Out_ ${long} *, _Out_ ${word} *`),
    transmit: call(
      'SCardTransmit',
      `${long}, PCSC_IO_REQUEST *, const uint8_t *, ${word}, void *, _Out_ uint8_t *, _Inout_ ${word} *`,
    ),
    disconnect: call('SCardDisconnect', `${long}, ${word}`),
  };
  return {
    ...readersOf(calls),
    connect: async (context, reader) => {
      const card: [number] = [0];
      const protocol: [number] = [0];
      const code = await waited(calls.connect, [context, reader, exclusive, eitherProtocol, card, protocol]);
      return { code, card: card[0], protocol: protocol[0] };
    },
    transmit: async (card, command, protocol) => {
      const request = { dwProtocol: protocol, cbPciLength: isLinux ? 16 : 8 };
      const answer = new Uint8Array(responseBytesMax);
      const length: [number] = [answer.length];
      const words = [card, request, command, command.length, null, answer, length];
      const code = await waited(calls.transmit, words);
      return { code, response: code === 0 ? answer.slice(0, length[0]) : new Uint8Array() };
    },
    disconnect: (card) => waited(calls.disconnect, [card, unpower]),
  };
}

function readersOf(
  calls: Readonly<Record<'establish' | 'release' | 'list' | 'status', Call>>,
): Pick<PcscLibrary, 'establishContext' | 'releaseContext' | 'listReaders' | 'getStatusChange'> {
  return {
    establishContext: () => {
      const context: [number] = [0];
      return { code: calls.establish(userScope, null, null, context) >>> 0, context: context[0] };
    },
    releaseContext: (context) => calls.release(context) >>> 0,
    listReaders: (context) => {
      const length: [number] = [0];
      const sized = calls.list(context, null, null, length) >>> 0;
      if (sized !== 0) return { code: sized, names: [] };
      const names = new Uint8Array(length[0]);
      const code = calls.list(context, null, names, length) >>> 0;
      const text = Buffer.from(names.subarray(0, length[0])).toString('utf8');
      return { code, names: code === 0 ? text.split('\0').filter((name) => name !== '') : [] };
    },
    getStatusChange: async (context, { reader, knownState, timeoutMs }) => {
      const state = {
        szReader: reader,
        pvUserData: null,
        dwCurrentState: knownState,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: new Uint8Array(answerToResetBytesMax),
      };
      const code = await waited(calls.status, [context, timeoutMs, state, 1]);
      const answerToReset = Uint8Array.from(state.rgbAtr).slice(0, state.cbAtr);
      return { code, state: state.dwEventState, answerToReset };
    },
  };
}

function openLibrary(): ReturnType<typeof load> {
  const name = process.platform === 'darwin' ? '/System/Library/Frameworks/PCSC.framework/PCSC' : 'libpcsclite.so.1';
  try {
    return load(name);
  } catch (error) {
    throw new RigFailure(
      {
        code: 'PCSC_MISSING',
        blame: 'bench',
        message: `could not load ${name}; install the PC/SC library and its daemon (on Debian: apt-get install pcscd libpcsclite1)`,
      },
      { cause: error },
    );
  }
}

/** Runs a call that may block in a thread of its own. */
function waited(call: Call, words: readonly unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    call.async(...words, (error: Error | null, code: number) => {
      if (error === null) resolve(code >>> 0);
      else reject(error);
    });
  });
}
