/** What Discord takes, from its API documentation (state of 2026-08). Lengths are characters. */
export const LIMITS = {
  /** Components of a message with Components V2, nested ones included. */
  components: 40,
  /** Text over all components of a message. */
  text: 4000,
  rowButtons: 5,
  rows: 5,
  buttonLabel: 80,
  customId: 100,
  galleryItems: 10,
  attachments: 10,
  altText: 1024,
  url: 2048,
  buttonUrl: 512,
  modalFields: 5,
  modalTitle: 45,
  fieldLabel: 45,
  fieldDescription: 100,
  placeholder: 100,
  textInput: 4000,
  upload: 10,
  options: 25,
  choices: 25,
  choiceLabel: 100,
  commandText: 6000,
  summary: 100,
  /** Of a message, and as many of a person. */
  menus: 15,
  menuName: 32,
  selectOptions: 25,
} as const;
