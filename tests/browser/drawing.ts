/** A picture to post: a garden, drawn here. */
import sharp from 'sharp';

const flower = (x: number, y: number, colour: string) =>
  `<path d="M${x} ${y + 70}V${y}" stroke="#3f7a4b" stroke-width="7"/>` +
  [0, 72, 144, 216, 288]
    .map(
      (turn) =>
        `<ellipse cx="${x}" cy="${y - 20}" rx="13" ry="20" fill="${colour}" transform="rotate(${turn} ${x} ${y})"/>`,
    )
    .join('') +
  `<circle cx="${x}" cy="${y}" r="11" fill="#f6d365"/>`;

const GARDEN = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675" viewBox="0 0 1200 675">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#bfe0ef"/><stop offset="1" stop-color="#f7efd9"/></linearGradient></defs>
<rect width="1200" height="675" fill="url(#s)"/><circle cx="930" cy="170" r="72" fill="#f7cf57"/>
<path d="M0 430C220 330 420 360 620 430S1020 500 1200 390V675H0z" fill="#a9cf9c"/>
<path d="M0 520C260 440 520 480 760 530S1080 560 1200 510V675H0z" fill="#76ae78"/>
<path d="M250 430l90-80 90 80v90H250z" fill="#fbf7ee"/><path d="M235 436l105-96 105 96" fill="none" stroke="#b5533c" stroke-width="18"/>
<rect x="318" y="458" width="44" height="62" fill="#7a5138"/>
${flower(640, 540, '#e07a8b')}${flower(740, 570, '#ffffff')}${flower(850, 545, '#b78bd0')}${flower(960, 580, '#e07a8b')}${flower(1080, 550, '#ffffff')}${flower(120, 570, '#b78bd0')}
</svg>`;

export function garden(): Promise<Buffer> {
  return sharp(Buffer.from(GARDEN)).png().toBuffer();
}
