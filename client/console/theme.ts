import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** A quiet blue-green; shades 7 to 9 carry white text at more than 4.5 : 1. */
const pine: MantineColorsTuple = [
  '#edf8f6',
  '#d9eeea',
  '#b0dcd4',
  '#84c9bd',
  '#60b9a9',
  '#48ae9d',
  '#2b8f80',
  '#1c766a',
  '#12635a',
  '#054f48',
];

export const theme = createTheme({
  colors: { pine },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.05rem' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Lists that are closed cost nothing: a rule may have hundreds of them.
  components: { Combobox: { defaultProps: { keepMounted: false } } },
});

/** Where Mantine's own tokens fall short of 4.5 : 1. */
export const contrastVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbfa',
    '--mantine-color-dimmed': '#5a6068',
    '--mantine-color-placeholder': '#6b7178',
    '--mantine-color-error': '#c22f2f',
    '--mantine-color-red-filled': '#c22f2f',
    '--mantine-color-red-filled-hover': '#a82828',
    '--mantine-color-red-outline': '#c22f2f',
    '--mantine-color-yellow-outline': '#8a5a00',
    '--mantine-color-anchor': 'var(--mantine-color-pine-8)',
    '--usher-surface': '#ffffff',
    '--usher-line': '#e4e5e3',
    '--usher-tint': '#f3f5f4',
    // Bars: 3 : 1 and more against what they stand on, and told apart without colour by their place.
    '--usher-series-1': '#1c766a',
    '--usher-series-2': '#a8690a',
  },
  dark: {
    '--mantine-color-body': '#17191a',
    '--mantine-color-dimmed': '#a3a9ad',
    '--mantine-color-placeholder': '#9aa0a4',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-red-filled': '#c22f2f',
    '--mantine-color-red-filled-hover': '#a82828',
    '--mantine-color-anchor': 'var(--mantine-color-pine-3)',
    '--usher-surface': '#1e2122',
    '--usher-line': '#33383a',
    '--usher-tint': '#24292a',
    '--usher-series-1': '#48ae9d',
    '--usher-series-2': '#d99a3d',
  },
});
