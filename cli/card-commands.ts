import type { Command } from 'commander';
import type { ServeWords } from './card-serve.ts';
import type { TerminalWords } from './terminal.ts';

/** What every command of the program shares: how it ends, and how its examples look. */
export interface ProgramParts {
  readonly ends: (work: () => Promise<number>) => Promise<void>;
  readonly examples: (...lines: readonly string[]) => string;
}

/** The simulated cards, and the reference terminal with one of them or with a card in a reader. */
export function addCardCommands(program: Command, parts: ProgramParts): void {
  addCard(program, parts);
  addTerminal(program, parts);
}

function addCard(program: Command, { ends, examples }: ProgramParts): void {
  const card = program
    .command('card')
    .description('the simulated cards: which there are, and one of them behind PC/SC')
    .addHelpText('after', examples('card list', 'card serve standard --vpcd localhost:35963'));
  card
    .command('list')
    .description('all cards of the library')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples('card list', 'card list --json'))
    .action((words: { readonly json?: boolean }) => ends(async () => (await import('./card.ts')).listCards(words)));
  card
    .command('keys')
    .description('the CA public keys (test keys) that a terminal needs in order to authenticate the cards')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples('card keys', 'card keys --json'))
    .action((words: { readonly json?: boolean }) =>
      ends(async () => (await import('./card.ts')).listAuthorityKeys(words)),
    );
  card
    .command('show')
    .description('what one card is for')
    .argument('<card>', 'its name, see card list')
    .addHelpText(
      'after',
      examples('card show standard', 'card show attack-any-pin   where it was published, what is lawful'),
    )
    .action((name: string) => ends(async () => (await import('./card.ts')).showCard(name)));
  addCardPlayers(card, { ends, examples });
}

function addCardPlayers(card: Command, { ends, examples }: ProgramParts): void {
  card
    .command('replay')
    .description(
      'play a recording to our terminal, up to the first cryptogram: what it does, beside what was recorded, to the first differing byte',
    )
    .argument(
      '<transcript>',
      'JSON: apdus, each with c and r; a CA key may stand beside them as capk { rid, index, modulus, exponent }',
    )
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      examples(
        'card replay recorded.json  0 when the terminal does as recorded, 1 when it leaves the path',
        "terminal --card transcript:recorded.json  the same card with today's date and a number of the terminal's own",
      ),
    )
    .action((file: string, words: { readonly json?: boolean }) =>
      ends(async () => (await import('./card-replay.ts')).replayTranscript(file, words)),
    );
  card
    .command('serve')
    .description('present a card to a terminal that is not ours: in the virtual reader of a PC/SC daemon, or as lines')
    .argument('[card]', 'its name, see card list')
    .option('--vpcd <host:port>', "where the daemon's virtual reader listens (Debian: localhost:35963)")
    .option('--stdio', 'instead of a reader: a command a line comes in, an answer a line goes out; `reset` is a reset')
    .option('--transcript <file>', 'instead of a card: a recording that is played (JSON: apdus, each with c and r)')
    .option('--card-keys <file>', "the recorded card's own keys (JSON: cryptogramKey, signingKey)")
    .option('--contactless', 'as a contactless reader shows it; without this by its contacts')
    .option('--verbose', 'print every command and answer, masked')
    .option('--record <file>', 'write the last session down for card replay (cards of the library; a PIN as zeros)')
    .addHelpText(
      'after',
      examples(
        'card serve standard --vpcd localhost:35963   then, elsewhere: opensc-tool --atr, scriptor, any EMV terminal',
        'card serve attack-any-pin --vpcd localhost:35963 --verbose',
        'card serve --transcript recorded.json --vpcd localhost:35963   tells where a terminal leaves the recorded path',
        'card serve contact-cda --vpcd localhost:35963 --record other.json   then: card replay other.json',
        'card serve contact-cda --stdio   for a kernel without PC/SC: what it reads and writes are lines',
      ),
    )
    .action((name: string | undefined, words: ServeWords) =>
      ends(async () => (await import('./card-serve.ts')).serveCardAt(name, words)),
    );
}

function addTerminal(program: Command, { ends, examples }: ProgramParts): void {
  program
    .command('terminal')
    .description(
      'the reference terminal with one card: a purchase with what lies in a PC/SC reader, or with a simulated card',
    )
    .option('--reader <pcsc:name>', 'the PC/SC reader, or a part of its name that no other has')
    .option(
      '--card <name>',
      'instead of a reader: a card of the library, or transcript:FILE, a recording that is played',
    )
    .option('--card-keys <file>', "the recorded card's own keys (JSON: cryptogramKey, signingKey)")
    .option('--amount <amount>', 'in the currency of the configuration', '12.50')
    .option('--entry <interface>', 'contact or contactless', 'contact')
    .option('--config <file>', 'a terminal configuration (default: the reference terminal of the benches)')
    .option('--offline', 'without a host: what the terminal and the card decide alone')
    .option('--json', 'print the report as JSON on standard output, the steps on standard error')
    .addHelpText(
      'after',
      examples(
        "terminal --reader 'pcsc:Virtual PCD 00 00'            a card with contacts; a PIN is asked for at the keyboard",
        'terminal --reader pcsc:ACS --entry contactless         on a contactless reader',
        'terminal --card contact-cda                            a card of the library, without any reader',
        'terminal --card transcript:recorded.json               tells where the terminal leaves the recorded path',
        'TOUCHSTONE_PIN=1234 terminal --reader pcsc:ACS --json  without a person, for a program',
      ),
    )
    .action((words: TerminalWords) => ends(async () => (await import('./terminal.ts')).runTerminal(words)));
}
