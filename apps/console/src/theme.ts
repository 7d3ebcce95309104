import { Button, createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f6f4f0',
  '#e9e6e0',
  '#d3cec4',
  '#b3ada1',
  '#918a7e',
  '#6f695f',
  '#4d4842',
  '#33302c',
  '#24221f',
  '#1d1b18',
];
const dark: MantineColorsTuple = [
  '#efebe4',
  '#c9c3b9',
  '#a8a196',
  '#7d766c',
  '#4d4842',
  '#33302c',
  '#24221f',
  '#1e1c1a',
  '#181715',
  '#141312',
];

/** Warm paper and ink; photos bring the colour. Sizes and shapes only where Mantine's own would be louder. */
export const theme: MantineThemeOverride = createTheme({
  colors: { ink, dark },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  autoContrast: true,
  black: '#1d1b18',
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '500' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Named, so that styles can tell filled buttons from the others.
  components: { Button: Button.extend({ defaultProps: { variant: 'filled' } }) },
});
