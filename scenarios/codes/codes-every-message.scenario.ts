import { codesEveryMessage } from './coded-messages.ts';

export const scenario = codesEveryMessage('puts a right code over every message', 'codes-of-a-zone');
