/** What the console says of what was published before. */
export const versionWords = {
  title: (name: string) => `Versions: ${name}`,
  link: 'Versions',
  intro:
    'What each publish changed, the newest first. An earlier one can be made the draft again; visitors get it when you publish.',
  none: 'It was never published.',
  version: (version: number) => `Version ${version}`,
  by: (who: string, time: string) => `${who}, ${time}`,
  live: 'Live',
  end: 'Archived or deleted: visitors got it no more.',
  draft: 'The draft now, against what is live',
  restore: 'Make it the draft',
  restoreOf: (version: number) => `Make it the draft: version ${version}`,
  restoreSure: 'The draft as it is now is replaced by this version.',
  restored: 'The version is the draft again',
  restoredText: 'Visitors get it when you publish.',
  first: 'Published for the first time, or the first version that is kept.',
} as const;
