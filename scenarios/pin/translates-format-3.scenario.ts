import { translationRow } from './pin-translation.ts';

export const scenario = translationRow(3, 'pin-format-3-derived');
