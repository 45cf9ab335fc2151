/** What a network says of whoever a token is of: asked once for each token, as after another consent it is somebody else. */
export class ByToken<Told> {
  private readonly token: () => Promise<string>;
  private readonly ask: () => Promise<Told>;
  private known?: { token: string; told: Promise<Told> };

  constructor(token: () => Promise<string>, ask: () => Promise<Told>) {
    this.token = token;
    this.ask = ask;
  }

  /** Throws what `token` and `ask` throw; then it is asked again the next time. */
  async get(): Promise<Told> {
    const token = await this.token();
    if (this.known?.token !== token) this.known = { token, told: this.ask() };
    const { known } = this;
    try {
      return await known.told;
    } catch (error) {
      if (this.known === known) delete this.known;
      throw error;
    }
  }

  /** As it is now: of what may have been changed since. Throws as `get` does. */
  getAnew(): Promise<Told> {
    delete this.known;
    return this.get();
  }
}
