import { codesEveryMessage } from './coded-messages.ts';

export const scenario = codesEveryMessage('puts a code over every message under a key of its own', 'codes-derived');
