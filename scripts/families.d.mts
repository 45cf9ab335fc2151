export function members(root: string): Promise<string[]>;
export function storiesModule(page: string): Promise<string>;
