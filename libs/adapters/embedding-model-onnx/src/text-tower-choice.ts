/** When the text tower of a photo encoder is loaded. */
export const TEXT_TOWER_CHOICES = ['on-demand', 'at-start', 'off'] as const;

export type TextTowerChoice = (typeof TEXT_TOWER_CHOICES)[number];
