import { translationRow } from './pin-translation.ts';

export const scenario = translationRow(0);
