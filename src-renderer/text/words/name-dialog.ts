export const nameDialogWords = { name: 'Name', cancel: 'Cancel', rename: 'Rename' } as const
