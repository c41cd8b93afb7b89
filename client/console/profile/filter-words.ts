/** What the console says of filters over people. */
export const filterWords = {
  open: 'Filters',
  close: 'Close the filters',
  chips: 'Filters in force',
  remove: (sentence: string) => `Remove the filter: ${sentence}`,
  more: (count: number) => `+ ${count} more`,
  fewer: 'Show fewer',
  clear: 'Clear',
  unknown: 'The address asks for a filter that means nothing here, so everybody is shown.',
  save: 'Save as segment',
  saveTitle: 'Save the filters as a segment',
  saveHelp: 'A dynamic segment: whoever fits is in it, at any moment. It is a draft until you publish.',
  freeze: 'Save these people',
  freezeTitle: 'Save these people as a snapshot',
  freezeHelp: 'Everybody who fits now, on all pages, at most 20,000 people. Who is in it does not change.',
  frozen: (people: string) => `${people} people are in the snapshot`,
  nobody: 'Nobody is like this.',
} as const;
