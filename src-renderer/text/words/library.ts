import { formatPlural } from '../format'

export const libraryWords = {
  title: 'Library',
  what: 'What a speech-emotion model heard when it decided, clip by clip.',
  openProject: 'Open project…',
  newProject: 'New project',
  projects: 'Projects',
  search: 'Find a project',
  sortBy: 'Sort projects by',
  sorts: { opened: 'Last opened', name: 'Name', clips: 'Clips', bytes: 'Size' },
  noneFits: 'No project fits',
  noneFitsAdvice: (text: string) => `Nothing here is called “${text}”.`,
  none: 'No projects yet',
  noneAdvice: 'Open the demo to see what an audit looks like, or drop a folder of recordings here to make your own.',
  models: 'Models',
  addModel: 'Add a model…',
  noModels: 'No models',
  noModelsAdvice: 'Drop an .onnx file or a model package here.',
  /** What CueScope does not do. */
  offline: 'CueScope works offline. Nothing leaves this computer.',
} as const

export const demoWords = {
  label: 'Demo',
  title: 'See it on the demo',
  what: 'Synthetic speech with known answers: for each clip the true place of the emotional gesture is known, and some clips are planted to go wrong.',
  making: 'Making the demo…',
  madeOf: (done: string, total: string) => `${done} of ${total}`,
  open: 'Open demo',
} as const

export const projectCardWords = {
  missing: 'file not there',
  continue: 'Continue:',
  in: (audit: string) => (audit ? ` in ${audit}` : ''),
  menu: (name: string) => `More about ${name}`,
  actions: {
    rename: 'Rename…',
    reveal: 'Show in folder',
    locate: 'Locate…',
    forget: 'Forget',
    delete: 'Delete…',
  },
  locateTitle: (name: string) => `Where is ${name} now?`,
  locateWhat: (path: string) => `It was at ${path}. Choose its file at the new place.`,
  locateAction: 'Open from there',
  renameTitle: 'Rename project',
  renameWhat: 'Its file is renamed, in the same folder.',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteWhat: (path: string, audits: number, hasTrash: boolean) =>
    `${path} ${hasTrash ? 'goes to the trash' : 'is deleted for good'}, with ${formatPlural(audits, 'audit')} and all annotations in it. Your audio and models stay where they are.`,
  keep: 'Keep it',
  deleteAction: (hasTrash: boolean) => (hasTrash ? 'Move to trash' : 'Delete for good'),
} as const

export const newProjectWords = {
  title: 'New project',
  what: 'A project is one file. It keeps the data sets, audits and results; your audio stays where it is.',
  name: 'Name',
  nameExample: 'e.g. RAVDESS, actors 21–24',
  folder: 'Folder',
  folderExample: 'Leave empty for the usual place',
  folderHint: 'Where the project file is kept. Optional.',
  datasets: 'Data sets',
  looking: (name: string) => `Looking through ${name}…`,
  cancel: 'Cancel',
  create: 'Create project',
  createWith: (clips: number) => `Create project with ${formatPlural(clips, 'clip')}`,
} as const

export const pathDialogWords = { cancel: 'Cancel' } as const

export const openProjectWords = {
  title: 'Open project',
  what: 'A file that ends in .cuescope.',
  label: 'Project file',
  example: '/home/me/study.cuescope',
  action: 'Open',
} as const

export const addModelWords = {
  title: 'Add a model',
  what: 'An .onnx file is looked at first: you are asked only what can’t be found in or beside it. A model package (a folder with model.onnx and model.json) is tried and added.',
  label: 'Model',
  example: '/home/me/models/my-model.onnx',
  action: 'Look at it',
  added: (name: string) => `${name} is in the library`,
  refused: (name: string, why: string) => `${name} is no model. ${why}`,
  notAModel: 'Choose an .onnx file or a model package.',
} as const

export const modelWords = {
  menu: (name: string) => `More about ${name}`,
  details: 'Details…',
  remove: 'Remove…',
  removeTitle: (name: string) => `Remove ${name} from the library?`,
  removeWhat: 'Its folder stays where it is, and audits that were run with it keep their results.',
  keep: 'Keep it',
  removeAction: 'Remove',
  lost: 'can’t be read',
  lostAdvice: 'Put the folder back, or remove it from this list.',
} as const
