/** A frame that is crossed out (PNG): what a card shows in the place of a picture that is not kept as it was given. */
export const CROSSED_OUT: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQAQMAAAA26i3WAAAABlBMVEX///8AAABVwtN+AAAACXBIWXMAAAPoAAAD6AG1e1JrAAAANklEQVQI12P4//8/wwIGVoYJDJwMLQyKDE0MjgwNjYwMDU5ALAHFIDZQDCQHUgNSC9Lz//9/AAckEAMChc7pAAAAAElFTkSuQmCC',
  'base64',
);
