export const dropZoneWords = {
  title: 'Drop to add',
  takes: {
    toProject: (project: string) => `A folder of audio, or a CSV manifest: a data set of ${project}`,
    toNewProject: 'A folder of audio, or a CSV manifest: a new project',
    model: 'An .onnx file: the model wizard. A model package: the library',
    project: 'A .cuescope file: opened',
    labels: 'A labels file: merged into this project',
    clip: 'An audio file: the clip to check the model with',
  },
  refused: (name: string) => `${name} was not taken`,
  audioRefused: 'Drop the folder that it lies in: a data set is a folder.',
  labelsRefused: 'Open the project that the labels belong to first; it needs an audit.',
  modelAdded: (name: string) => `${name} is in the library`,
  where: {
    title: (name: string) => `Where is ${name}?`,
    what: 'A page in a browser is not told where a dropped file or folder lies. Copy its path from the file manager (often Ctrl+C on it) and paste it here. The desktop window needs no path.',
    label: 'Path',
    example: '/home/me/corpora/crema-d',
    cancel: 'Cancel',
    action: 'Add',
  },
} as const
