/** Drawn here, by hand: every product, the front page and the icon. One square of 400, no background. */

const clay = '#b5603a';
const clayDark = '#8f4526';
const moss = '#5d7f5e';
const mossDark = '#3d5c46';
const oat = '#e6d9bd';
const oatDark = '#c9b893';
const iron = '#3d4347';
const ironLight = '#596167';
const oak = '#c08a4f';
const oakDark = '#99672f';
const brass = '#d0a344';
const brassDark = '#a67c24';

const svg = (content: string, width = 400, height = 400) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content}</svg>\n`;

const shade = (x: number, y: number, radius: number) =>
  `<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${radius / 9}" fill="#000" opacity=".14"/>`;

/** A tea tin: its colour, the colour of its label, and a little drawing on it. */
const tin = (body: string, lid: string, mark: string) =>
  svg(`${shade(200, 338, 110)}<rect x="110" y="110" width="180" height="228" rx="12" fill="${body}"/>
<path d="M250 110h28a12 12 0 0 1 12 12v204a12 12 0 0 1-12 12h-28z" fill="#000" opacity=".1"/>
<rect x="102" y="72" width="196" height="52" rx="10" fill="${lid}"/><path d="M102 108h196v6a10 10 0 0 1-10 10H112a10 10 0 0 1-10-10z" fill="#000" opacity=".16"/>
<rect x="134" y="158" width="132" height="140" rx="6" fill="#f6f0e2"/>${mark}
<path d="M160 272h80M172 284h56" stroke="#8a7f68" stroke-width="4" stroke-linecap="round"/>`);

const sprig = (colour: string) =>
  `<g fill="none" stroke="${colour}" stroke-width="5" stroke-linecap="round"><path d="M200 256v-66"/></g>
<path d="M200 232c-28 2-38-18-36-38 24 0 36 14 36 38zM200 222c0-26 14-40 36-40 2 24-10 42-36 40z" fill="${colour}"/>`;
const sun = `<circle cx="200" cy="212" r="24" fill="${clay}"/><path d="M150 250q50-44 100 0z" fill="${clayDark}"/>`;
const pine = `<path d="m200 172 26 36h-14l22 32h-68l22-32h-14z" fill="${mossDark}"/><path d="M200 240v18" stroke="${oakDark}" stroke-width="8"/>`;
const nettle = `<path d="M200 178c30 18 34 50 0 80-34-30-30-62 0-80z" fill="${moss}"/><path d="M200 188v68M200 212l-16-10M200 212l16-10M200 234l-16-10M200 234l16-10" stroke="#f6f0e2" stroke-width="4" stroke-linecap="round"/>`;

const pot = (x: number, y: number, scale: number) =>
  `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M262 188c58-22 84 10 74 44-8 30-40 48-78 52" fill="none" stroke="${clayDark}" stroke-width="20" stroke-linecap="round"/>
<path d="M112 214C78 206 62 180 44 158l-20 6c14 44 40 84 92 98z" fill="${clayDark}"/>
<path d="M90 226c0-62 48-88 100-88s100 26 100 88c0 60-44 94-100 94S90 286 90 226z" fill="${clay}"/>
<path d="M252 156c24 14 38 38 38 70 0 60-44 94-100 94-12 0-24-2-34-5 70-6 112-66 96-159z" fill="${clayDark}" opacity=".55"/>
<path d="M136 150c6-20 28-30 54-30s48 10 54 30c-26 12-82 12-108 0z" fill="${clayDark}"/><circle cx="190" cy="110" r="15" fill="${clay}"/></g>`;

const cup = (x: number, y: number, body: string, dark: string) =>
  `<path d="M${x} ${y}h120c2 66-16 108-60 108s-62-42-60-108z" fill="${body}"/><path d="M${x + 82} ${y}h38c2 66-16 108-60 108 40-22 34-70 22-108z" fill="${dark}" opacity=".6"/>
<ellipse cx="${x + 60}" cy="${y}" rx="60" ry="13" fill="${dark}"/><ellipse cx="${x + 60}" cy="${y + 2}" rx="50" ry="8" fill="#9c6a2c"/>`;

const steam = (x: number, y: number) =>
  `<path d="M${x} ${y}c-16-22 14-34 0-58s10-34 2-50" fill="none" stroke="#8d9a8c" stroke-width="7" stroke-linecap="round" opacity=".55"/>`;

const tray = (y: number, from: number, width: number) =>
  `<rect x="${from}" y="${y}" width="${width}" height="30" rx="8" fill="${oak}"/><rect x="${from}" y="${y + 20}" width="${width}" height="10" rx="5" fill="${oakDark}"/>
<path d="M${from + 34} ${y + 30}v18M${from + width - 34} ${y + 30}v18" stroke="${oakDark}" stroke-width="22" stroke-linecap="round"/>`;

/** SVG documents by file name. */
export const pictures: Readonly<Record<string, string>> = {
  'mountain-oolong': tin(mossDark, '#2c4534', sprig(moss)),
  'smoked-pine': tin('#33383c', '#22262a', pine),
  'first-flush': tin('#d9a441', '#b58325', sun),
  'nettle-mint': tin('#9db18c', '#7b9369', nettle),
  'clay-teapot': svg(`${shade(196, 330, 130)}${pot(10, 10, 1)}`),
  'pair-of-cups': svg(
    `${shade(130, 292, 70)}${shade(276, 326, 70)}${steam(132, 150)}${cup(70, 182, oat, oatDark)}${cup(214, 216, moss, mossDark)}`,
  ),
  'lidded-bowl':
    svg(`${shade(200, 330, 120)}<ellipse cx="200" cy="312" rx="128" ry="20" fill="${oat}"/><ellipse cx="200" cy="306" rx="84" ry="11" fill="${oatDark}"/>
<path d="M104 186h192c0 72-36 122-96 122s-96-50-96-122z" fill="#f4eee0"/><path d="M236 186h60c0 72-36 122-96 122 52-28 58-80 36-122z" fill="${oatDark}" opacity=".55"/>
<path d="M118 184c10-44 50-58 82-58s72 14 82 58z" fill="${oat}"/><path d="M222 128c32 6 54 22 60 56h-40c0-26-8-44-20-56z" fill="${oatDark}" opacity=".6"/>
<rect x="180" y="104" width="40" height="24" rx="8" fill="${oatDark}"/><path d="M150 238c14 16 22 16 34 0s22-16 34 0 20 16 32 0" fill="none" stroke="${moss}" stroke-width="6" stroke-linecap="round"/>`),
  'iron-kettle':
    svg(`${shade(200, 332, 130)}<path d="M120 176C110 90 150 62 200 62s90 28 80 114" fill="none" stroke="${ironLight}" stroke-width="16" stroke-linecap="round"/>
<path d="M92 220c-22-6-34-24-52-34l-14 14c16 30 34 56 70 64z" fill="${iron}"/><path d="M82 250c0-64 52-92 118-92s118 28 118 92c0 48-32 80-64 80H146c-32 0-64-32-64-80z" fill="${iron}"/>
<path d="M270 174c30 14 48 38 48 76 0 48-32 80-64 80h-50c72-12 94-88 66-156z" fill="#000" opacity=".25"/><path d="M140 168c10-18 32-24 60-24s50 6 60 24c-28 10-92 10-120 0z" fill="${ironLight}"/><circle cx="200" cy="134" r="13" fill="${ironLight}"/>
<g fill="${ironLight}">${[130, 165, 200, 235, 270].map((x) => `<circle cx="${x}" cy="240" r="6"/><circle cx="${x}" cy="270" r="6"/>`).join('')}</g>`),
  'oak-tray':
    svg(`${shade(200, 318, 168)}<path d="M70 150h260l44 130H26z" fill="${oak}"/><path d="M26 280h348v26a10 10 0 0 1-10 10H36a10 10 0 0 1-10-10z" fill="${oakDark}"/>
<g stroke="${oakDark}" stroke-width="6" stroke-linecap="round" opacity=".7"><path d="M110 172 80 258M155 172l-14 86M200 172v86M245 172l14 86M290 172l30 86"/></g>`),
  'linen-cloth':
    svg(`${shade(200, 338, 120)}<path d="M100 80h200v250q-50 16-100 0t-100 0z" fill="#dfe4d8"/><path d="M230 80h70v250q-40 14-70 6z" fill="#000" opacity=".08"/>
<path d="M100 112h200M100 128h200M100 286q50-14 100 0t100 0" fill="none" stroke="${moss}" stroke-width="7"/><path d="M186 80c-4-30 32-30 28 0" fill="none" stroke="${oatDark}" stroke-width="8"/>`),
  'heather-honey':
    svg(`${shade(200, 338, 96)}<path d="M120 150h160c14 30 20 60 20 96 0 52-14 92-40 92H140c-26 0-40-40-40-92 0-36 6-66 20-96z" fill="#c9812a"/><path d="M244 150h36c14 30 20 60 20 96 0 52-14 92-40 92h-46c52-20 58-120 30-188z" fill="#8f5413" opacity=".5"/>
<rect x="112" y="104" width="176" height="48" rx="10" fill="${oat}"/><path d="M112 136h176v6a10 10 0 0 1-10 10H122a10 10 0 0 1-10-10z" fill="${oatDark}"/>
<rect x="138" y="206" width="124" height="88" rx="6" fill="#f6f0e2"/><path d="m200 222 22 13v26l-22 13-22-13v-26z" fill="${brass}"/>`),
  'brass-strainer':
    svg(`${shade(186, 318, 110)}<path d="M262 180c40-8 70-26 98-52" stroke="${brassDark}" stroke-width="18" stroke-linecap="round"/>
<path d="M74 186h220c0 76-44 126-110 126S74 262 74 186z" fill="${brass}"/><g stroke="${brassDark}" stroke-width="4" opacity=".7"><path d="M84 216h200M92 244h184M112 272h144M112 190l22 96M152 190l14 116M194 190l-4 118M234 190l-20 108M268 190l-34 88"/></g>
<ellipse cx="184" cy="184" rx="114" ry="22" fill="${brassDark}"/><ellipse cx="184" cy="186" rx="96" ry="14" fill="#6d4f12"/>`),
  leaf: svg(
    `<g fill="none" stroke="${moss}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M16 29V15M16 20C7 20 4 13 5 5c8 0 12 6 11 13M16 24c7 0 11-5 10-12-6 0-10 4-10 10"/></g>`,
    32,
    32,
  ),
  hero: svg(
    `<circle cx="330" cy="250" r="220" fill="${brass}" opacity=".28"/><path d="M120 430q120-150 250-60t220-60v170H120z" fill="${moss}" opacity=".28"/>
${shade(330, 512, 270)}${steam(268, 146)}${steam(312, 120)}${pot(100, 128, 1)}${cup(416, 352, oat, oatDark)}${cup(510, 352, moss, mossDark)}${tray(456, 60, 560)}`,
    640,
    560,
  ),
};
