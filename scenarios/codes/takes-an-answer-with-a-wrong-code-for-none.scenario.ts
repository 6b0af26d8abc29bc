import { takesForNone } from './coded-messages.ts';

export const scenario = takesForNone('takes an answer with a wrong code for none', 'wrong-code', 'codes-derived-aes');
