import { translationRow } from './pin-translation.ts';

export const scenario = translationRow(4, 'pin-format-4-derived');
