/** What was done, in words. */
export const ACTIONS: Record<string, string> = {
  'model.train': 'Trained a model',
  'model.publish': 'Published a model',
  'model.serve': 'Chose a version',
  'model.rollback': 'Rolled a model back',
  'job.cancel': 'Cancelled a job',
  'key.add': 'Made a key',
  'key.revoke': 'Revoked a key',
  'user.erase': 'Erased a person',
  import: 'Imported data',
  'serving.change': 'Changed how lists are served',
};

/** Whether a text can name a key: lower-case letters, digits and hyphens. */
export const isKeyName = (text: string): boolean => /^[a-z0-9-]+$/.test(text);
