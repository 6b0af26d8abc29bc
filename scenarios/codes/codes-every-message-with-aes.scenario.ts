import { codesEveryMessage } from './coded-messages.ts';

export const scenario = codesEveryMessage('puts a right code over every message, with AES', 'codes-of-an-aes-zone');
