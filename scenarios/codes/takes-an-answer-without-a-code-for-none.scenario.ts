import { takesForNone } from './coded-messages.ts';

export const scenario = takesForNone('takes an answer without a code for none', 'no-code', 'codes-of-a-zone');
