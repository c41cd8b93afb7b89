/** What the console says around the preview of a promotion. */
export const previewWords = {
  title: 'Preview',
  screen: 'Size of the screen',
  screens: { phone: 'Phone', tablet: 'Tablet', desktop: 'Desktop' },
  step: 'What is shown',
  steps: { content: 'Before', thanks: 'After the form' },
  looks: { dark: 'Dark page', rtl: 'Right to left', long: 'Long texts' },
  help: 'Drawn by what visitors get. Nothing of it is counted.',
} as const;
