import { usedUpKeys } from './used-up-keys.ts';

export const scenario = usedUpKeys('takes no PIN any more when its TDES keys are used up', 'pin-keys-almost-used-up');
