export const pathFieldWords = {
  choose: 'Choose…',
  chooseOf: {
    folder: 'Folder…',
    project: 'Project file…',
    model: 'Model file…',
    clip: 'Clip…',
    table: 'CSV manifest…',
    labels: 'Labels file…',
  },
  nothing: 'Nothing chosen yet',
} as const
