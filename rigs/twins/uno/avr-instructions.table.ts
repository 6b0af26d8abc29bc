/**
 * One instruction of the ATmega328P: its sixteen bits, its cost, and what it does as JavaScript text for the core
 * that `decoded-core.ts` generates.
 *
 * Letters in `bits` name operand bits, most significant first; `x` is any bit. In `does`, `a` and `b` are the decoded
 * operands, `skip` the length of the next instruction in words, `D` the data space, `pc` counted in words, `cyc` the
 * cycles before this instruction, `t`, `u`, `v` scratch. `hooked` is used instead where the operand is an I/O register
 * that a peripheral listens to.
 */
export interface Instruction {
  readonly bits: string;
  /** Letter of the operand that becomes `a`, 8 bits. */
  readonly a?: string;
  /** Letter of the operand that becomes `b`, 16 bits signed; `N` means the word that follows. */
  readonly b?: string;
  /** Cycles as avr8js counts them, which differs from the silicon in CBI (1 instead of 2). */
  readonly cost: number;
  readonly does: string;
  readonly hooked?: { readonly by: 'read' | 'write' | 'both'; readonly at: 'a' | 'b'; readonly does: string };
}

const X = 'D[26]|D[27]<<8';
const Y = 'D[28]|D[29]<<8';
const Z = 'D[30]|D[31]<<8';
const SP = 'D[93]|D[94]<<8';
const storePair = (register: number, value: string): string =>
  `D[${register}]=${value};D[${register + 1}]=(${value})>>8;`;
const setStackPointer = (value: string): string => storePair(93, value);

/** Reads address `t` into `v`; the peripherals see the second cycle of the instruction. */
const LOAD = 'if(t>255)v=D[t];else{cpu.cycles=cyc+1;v=cpu.readData(t);cyc=cpu.cycles-1;RELOAD}';
/** Writes `v` to address `t`; the peripherals see the first cycle of the instruction. */
const STORE = 'if(t>255)D[t]=v;else{cpu.cycles=cyc;cpu.writeData(t,v);cyc=cpu.cycles;RELOAD}';

const TWO_OPERANDS = 't=D[a];u=D[b];';
const IMMEDIATE = 't=D[a];u=b;';
const keep = (mask: string, flags: string): string => `D[95]=D[95]&${mask}|${flags};`;
const LOGIC = `D[a]=t;${keep('0xE1', 'LOGIC_FLAGS[t]')}`;
const ADDED = 'ADD_FLAGS[t<<8|u]';
const SUBTRACTED = 'SUB_FLAGS[t<<8|u]';
const WITH_BORROW = 'v=D[95];u=v<<16&0x10000|t<<8|u;';
// With borrow, the zero flag may only be cleared, so that a multi-byte result is zero when all of its bytes are.
const BORROWED = 'D[95]=v&0xC0|SUB_FLAGS[u]&(v|0xFD);';
const SKIP = 'pc+=skip;cyc+=skip;';
const JUMP_BACK_FROM_STACK = `t=(${SP})+2;${setStackPointer('t')}pc=(D[t-1]<<8)+D[t]-1;`;
const CALL_PUSH = (words: number): string => `v=pc+${words};t=${SP};D[t]=v;D[t-1]=v>>8;t-=2;${setStackPointer('t')}`;
const IN_HOOKED = 'cpu.cycles=cyc;v=cpu.readData(AT);cyc=cpu.cycles;RELOAD';
const product = (left: string, right: string): string =>
  `t=(${left})*(${right});D[0]=t;D[1]=t>>8;${keep('0xFC', '(t&0xFFFF?0:2)|(t&0x8000?1:0)')}`;
const fraction = (left: string, right: string, zero: string): string =>
  `t=(${left})*(${right});v=t<<1;D[0]=v;D[1]=v>>8;${keep('0xFC', `(v&0xFFFF?${zero})|(t&0x8000?1:0)`)}`;
const signed = (register: string): string => `D[${register}]<<24>>24`;

/** The instruction set, first match wins. */
export const instructions: readonly Instruction[] = [
  { bits: '0000000000000000', cost: 1, does: '' },
  { bits: '00000001mmmmnnnn', a: 'm', b: 'n', cost: 1, does: 'D[a]=D[b];D[a+1]=D[b+1];' },
  { bits: '00000010hhhhgggg', a: 'h', b: 'g', cost: 2, does: product(signed('a'), signed('b')) },
  { bits: '000000110hhh0ggg', a: 'h', b: 'g', cost: 2, does: product(signed('a'), 'D[b]') },
  { bits: '000000110hhh1ggg', a: 'h', b: 'g', cost: 2, does: fraction('D[a]', 'D[b]', '0:2') },
  { bits: '000000111hhh0ggg', a: 'h', b: 'g', cost: 2, does: fraction(signed('a'), signed('b'), '0:2') },
  // avr8js has the zero flag of FMULSU the wrong way round; the engines have to agree.
  { bits: '000000111hhh1ggg', a: 'h', b: 'g', cost: 2, does: fraction(signed('a'), 'D[b]', '2:0') },
  { bits: '000001rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `${TWO_OPERANDS}${WITH_BORROW}${BORROWED}` },
  {
    bits: '000010rdddddrrrr',
    a: 'd',
    b: 'r',
    cost: 1,
    does: `${TWO_OPERANDS}${WITH_BORROW}D[a]=t-(u&255)-(v&1);${BORROWED}`,
  },
  { bits: '000011rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `${TWO_OPERANDS}D[a]=t+u;${keep('0xC0', ADDED)}` },
  { bits: '000100rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `if(D[a]===D[b]){${SKIP}}` },
  { bits: '000101rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `${TWO_OPERANDS}${keep('0xC0', SUBTRACTED)}` },
  { bits: '000110rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `${TWO_OPERANDS}D[a]=t-u;${keep('0xC0', SUBTRACTED)}` },
  {
    bits: '000111rdddddrrrr',
    a: 'd',
    b: 'r',
    cost: 1,
    does: `${TWO_OPERANDS}v=D[95];D[a]=t+u+(v&1);D[95]=v&0xC0|ADD_FLAGS[v<<16&0x10000|t<<8|u];`,
  },
  { bits: '001000rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `t=D[a]&D[b];${LOGIC}` },
  { bits: '001001rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `t=D[a]^D[b];${LOGIC}` },
  { bits: '001010rdddddrrrr', a: 'd', b: 'r', cost: 1, does: `t=D[a]|D[b];${LOGIC}` },
  { bits: '001011rdddddrrrr', a: 'd', b: 'r', cost: 1, does: 'D[a]=D[b];' },
  { bits: '0011KKKKhhhhKKKK', a: 'h', b: 'K', cost: 1, does: `${IMMEDIATE}${keep('0xC0', SUBTRACTED)}` },
  {
    bits: '0100KKKKhhhhKKKK',
    a: 'h',
    b: 'K',
    cost: 1,
    does: `${IMMEDIATE}${WITH_BORROW}D[a]=t-b-(v&1);${BORROWED}`,
  },
  { bits: '0101KKKKhhhhKKKK', a: 'h', b: 'K', cost: 1, does: `${IMMEDIATE}D[a]=t-u;${keep('0xC0', SUBTRACTED)}` },
  { bits: '0110KKKKhhhhKKKK', a: 'h', b: 'K', cost: 1, does: `t=D[a]|b;${LOGIC}` },
  { bits: '0111KKKKhhhhKKKK', a: 'h', b: 'K', cost: 1, does: `t=D[a]&b;${LOGIC}` },
  { bits: '10q0qq0ddddd0qqq', a: 'd', b: 'q', cost: 2, does: `t=(${Z})+b;${LOAD}D[a]=v;` },
  { bits: '10q0qq0ddddd1qqq', a: 'd', b: 'q', cost: 2, does: `t=(${Y})+b;${LOAD}D[a]=v;` },
  { bits: '10q0qq1ddddd0qqq', a: 'd', b: 'q', cost: 2, does: `t=(${Z})+b;v=D[a];${STORE}` },
  { bits: '10q0qq1ddddd1qqq', a: 'd', b: 'q', cost: 2, does: `t=(${Y})+b;v=D[a];${STORE}` },
  {
    bits: '1001000ddddd0000',
    a: 'd',
    b: 'N',
    cost: 2,
    does: 'D[a]=D[b];pc++;',
    hooked: { by: 'read', at: 'b', does: `t=b;${LOAD}D[a]=v;pc++;` },
  },
  { bits: '1001000ddddd0001', a: 'd', cost: 2, does: `t=u=${Z};${LOAD}D[a]=v;u++;${storePair(30, 'u')}` },
  { bits: '1001000ddddd0010', a: 'd', cost: 2, does: `t=(${Z})-1;${storePair(30, 't')}${LOAD}D[a]=v;` },
  { bits: '1001000ddddd0100', a: 'd', cost: 3, does: `D[a]=FLASH[${Z}];` },
  { bits: '1001000ddddd0101', a: 'd', cost: 3, does: `t=${Z};D[a]=FLASH[t];t++;${storePair(30, 't')}` },
  { bits: '1001000ddddd1001', a: 'd', cost: 2, does: `t=u=${Y};${LOAD}D[a]=v;u++;${storePair(28, 'u')}` },
  { bits: '1001000ddddd1010', a: 'd', cost: 2, does: `t=(${Y})-1;${storePair(28, 't')}${LOAD}D[a]=v;` },
  { bits: '1001000ddddd1100', a: 'd', cost: 2, does: `t=${X};${LOAD}D[a]=v;` },
  { bits: '1001000ddddd1101', a: 'd', cost: 2, does: `t=u=${X};${LOAD}D[a]=v;u++;${storePair(26, 'u')}` },
  { bits: '1001000ddddd1110', a: 'd', cost: 2, does: `t=(${X})-1;${storePair(26, 't')}${LOAD}D[a]=v;` },
  { bits: '1001000ddddd1111', a: 'd', cost: 2, does: `t=(${SP})+1;${setStackPointer('t')}D[a]=D[t];` },
  {
    bits: '1001001ddddd0000',
    a: 'd',
    b: 'N',
    cost: 2,
    does: 'D[b]=D[a];pc++;',
    hooked: { by: 'write', at: 'b', does: `t=b;v=D[a];${STORE}pc++;` },
  },
  { bits: '1001001ddddd0001', a: 'd', cost: 2, does: `t=u=${Z};v=D[a];${STORE}u++;${storePair(30, 'u')}` },
  { bits: '1001001ddddd0010', a: 'd', cost: 2, does: `v=D[a];t=(${Z})-1;${storePair(30, 't')}${STORE}` },
  { bits: '1001001ddddd1001', a: 'd', cost: 2, does: `t=u=${Y};v=D[a];${STORE}u++;${storePair(28, 'u')}` },
  { bits: '1001001ddddd1010', a: 'd', cost: 2, does: `v=D[a];t=(${Y})-1;${storePair(28, 't')}${STORE}` },
  { bits: '1001001ddddd1100', a: 'd', cost: 2, does: `t=${X};v=D[a];${STORE}` },
  { bits: '1001001ddddd1101', a: 'd', cost: 2, does: `t=u=${X};v=D[a];${STORE}u++;${storePair(26, 'u')}` },
  { bits: '1001001ddddd1110', a: 'd', cost: 2, does: `v=D[a];t=(${X})-1;${storePair(26, 't')}${STORE}` },
  { bits: '1001001ddddd1111', a: 'd', cost: 2, does: `t=${SP};D[t]=D[a];t--;${setStackPointer('t')}` },
  { bits: '1001010ddddd0000', a: 'd', cost: 1, does: `t=255-D[a];D[a]=t;${keep('0xE1', '1|LOGIC_FLAGS[t]')}` },
  { bits: '1001010ddddd0001', a: 'd', cost: 1, does: `t=D[a];D[a]=-t;${keep('0xC0', 'NEGATE_FLAGS[t]')}` },
  { bits: '1001010ddddd0010', a: 'd', cost: 1, does: 't=D[a];D[a]=t<<4|t>>4;' },
  { bits: '1001010ddddd0011', a: 'd', cost: 1, does: `t=D[a];D[a]=t+1;${keep('0xE1', 'INCREMENT_FLAGS[t]')}` },
  {
    bits: '1001010ddddd0101',
    a: 'd',
    cost: 1,
    does: `t=D[a];u=t>>1|t&128;D[a]=u;${keep('0xE0', 'SHIFT_FLAGS[(t&1)<<8|u]')}`,
  },
  {
    bits: '1001010ddddd0110',
    a: 'd',
    cost: 1,
    does: `t=D[a];u=t>>1;D[a]=u;${keep('0xE0', 'SHIFT_FLAGS[(t&1)<<8|u]')}`,
  },
  {
    bits: '1001010ddddd0111',
    a: 'd',
    cost: 1,
    does: `t=D[a];u=t>>1|(D[95]&1)<<7;D[a]=u;${keep('0xE0', 'SHIFT_FLAGS[(t&1)<<8|u]')}`,
  },
  { bits: '100101000sss1000', a: 's', cost: 1, does: 'D[95]|=a;' },
  { bits: '100101001sss1000', a: 's', cost: 1, does: 'D[95]&=~a;' },
  { bits: '1001010000001001', cost: 2, does: `pc=(${Z})-1;` },
  { bits: '1001010100001001', cost: 3, does: `${CALL_PUSH(1)}pc=(${Z})-1;` },
  { bits: '1001010100001000', cost: 4, does: JUMP_BACK_FROM_STACK },
  { bits: '1001010100011000', cost: 4, does: `${JUMP_BACK_FROM_STACK}D[95]|=128;` },
  { bits: '1001010110101000', cost: 1, does: 'cpu.cycles=cyc;cpu.onWatchdogReset();' },
  { bits: '1001010111001000', cost: 3, does: `D[0]=FLASH[${Z}];` },
  { bits: '1001010ddddd1010', a: 'd', cost: 1, does: `t=D[a];D[a]=t-1;${keep('0xE1', 'DECREMENT_FLAGS[t]')}` },
  { bits: '1001010xxxxx110x', b: 'N', cost: 3, does: 'pc=(b&0xFFFF)-1;' },
  { bits: '1001010xxxxx111x', b: 'N', cost: 4, does: `${CALL_PUSH(2)}pc=(b&0xFFFF)-1;` },
  {
    bits: '10010110KKppKKKK',
    a: 'p',
    b: 'K',
    cost: 2,
    does:
      't=D[a]|D[a+1]<<8;u=t+b&0xFFFF;D[a]=u;D[a+1]=u>>8;' +
      'v=D[95]&0xE0|(u?0:2)|(u&0x8000?4:0)|(~t&u&0x8000?8:0)|(~u&t&0x8000?1:0);D[95]=v|(v<<2^v<<1)&16;',
  },
  {
    bits: '10010111KKppKKKK',
    a: 'p',
    b: 'K',
    cost: 2,
    does:
      't=D[a]|D[a+1]<<8;u=t-b;D[a]=u;D[a+1]=u>>8;' +
      'v=D[95]&0xC0|(u?0:2)|(u&0x8000?4:0)|(t&~u&0x8000?8:0)|(b>t?1:0)|(1&(~t&b|b&u|u&~t)?32:0);' +
      'D[95]=v|(v<<2^v<<1)&16;',
  },
  {
    bits: '10011000AAAAAiii',
    a: 'A',
    b: 'i',
    cost: 1,
    does: 'D[a]&=~b;',
    hooked: {
      by: 'both',
      at: 'a',
      does: `${IN_HOOKED.replace('AT', 'a')}cpu.cycles=cyc;cpu.writeData(a,v&~b,b);cyc=cpu.cycles;RELOAD`,
    },
  },
  {
    bits: '10011010AAAAAiii',
    a: 'A',
    b: 'i',
    cost: 2,
    does: 'D[a]|=b;',
    hooked: {
      by: 'both',
      at: 'a',
      does: `${IN_HOOKED.replace('AT', 'a')}cpu.cycles=cyc;cpu.writeData(a,v|b,b);cyc=cpu.cycles;RELOAD`,
    },
  },
  {
    bits: '10011001AAAAAiii',
    a: 'A',
    b: 'i',
    cost: 1,
    does: `if(!(D[a]&b)){${SKIP}}`,
    hooked: { by: 'read', at: 'a', does: `${IN_HOOKED.replace('AT', 'a')}if(!(v&b)){${SKIP}}` },
  },
  {
    bits: '10011011AAAAAiii',
    a: 'A',
    b: 'i',
    cost: 1,
    does: `if(D[a]&b){${SKIP}}`,
    hooked: { by: 'read', at: 'a', does: `${IN_HOOKED.replace('AT', 'a')}if(v&b){${SKIP}}` },
  },
  { bits: '100111rdddddrrrr', a: 'd', b: 'r', cost: 2, does: product('D[a]', 'D[b]') },
  {
    bits: '10110AAdddddAAAA',
    a: 'd',
    b: 'A',
    cost: 1,
    does: 'D[a]=D[b];',
    hooked: { by: 'read', at: 'b', does: `${IN_HOOKED.replace('AT', 'b')}D[a]=v;` },
  },
  {
    bits: '10111AAdddddAAAA',
    a: 'd',
    b: 'A',
    cost: 1,
    does: 'D[b]=D[a];',
    hooked: { by: 'write', at: 'b', does: 'cpu.cycles=cyc;cpu.writeData(b,D[a]);cyc=cpu.cycles;RELOAD' },
  },
  { bits: '1100jjjjjjjjjjjj', b: 'j', cost: 2, does: 'pc+=b;' },
  { bits: '1101jjjjjjjjjjjj', b: 'j', cost: 3, does: `${CALL_PUSH(1)}pc+=b;` },
  { bits: '1110KKKKhhhhKKKK', a: 'h', b: 'K', cost: 1, does: 'D[a]=b;' },
  { bits: '111100jjjjjjjsss', a: 's', b: 'j', cost: 1, does: 'if(D[95]&a){pc+=b;cyc++;}' },
  { bits: '111101jjjjjjjsss', a: 's', b: 'j', cost: 1, does: 'if(!(D[95]&a)){pc+=b;cyc++;}' },
  { bits: '1111100ddddd0iii', a: 'd', b: 'i', cost: 1, does: 'if(D[95]&64)D[a]|=b;else D[a]&=~b;' },
  { bits: '1111101ddddd0iii', a: 'd', b: 'i', cost: 1, does: 'D[95]=D[95]&0xBF|(D[a]&b?64:0);' },
  { bits: '1111110ddddd0iii', a: 'd', b: 'i', cost: 1, does: `if(!(D[a]&b)){${SKIP}}` },
  { bits: '1111111ddddd0iii', a: 'd', b: 'i', cost: 1, does: `if(D[a]&b){${SKIP}}` },
];
