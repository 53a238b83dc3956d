import {
  AlignmentType, BorderStyle, ExternalHyperlink, Footer, type INumberingOptions, type ISectionPropertiesOptions, type IStylesOptions, LevelFormat, LineRuleType, PageNumber, PageOrientation, Paragraph, TabStopType, TextRun,
} from 'docx'
import type { Paper } from './paper.ts'
import { cellText } from './sheet-cells.ts'

/** Colours without #, as Word writes them. */
export const INK = '211D19'
export const INK_2 = '595148'
export const RULE = 'D9CFBE'

/** Of every machine, and as wide in LibreOffice; ours is on few. */
const TYPE = 'Arial'
/** Lengths in twips, 1,440 to the inch: A4 with 20 mm around. */
const [SHORT, LONG, MARGIN] = [11_906, 16_838, 1_134]

/** How wide the text is, in twips. */
export const textWidthOf = ({ isLandscape }: Pick<Paper, 'isLandscape'>) => (isLandscape ? LONG : SHORT) - 2 * MARGIN

export function pageOf({ isLandscape }: Paper): ISectionPropertiesOptions {
  return {
    page: {
      size: { width: SHORT, height: LONG, orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
      margin: { top: MARGIN, bottom: MARGIN + 200, left: MARGIN, right: MARGIN, footer: 560 },
    },
  }
}

/** Lines so many 240ths as tall as their letters want. */
const lines = (line: number) => ({ line, lineRule: LineRuleType.AUTO })

/** The styles Word knows by name, so that its navigation, its contents and a screen reader find what is a heading. */
export function looks(areaColour: string): IStylesOptions {
  const area = areaColour.replace('#', '').toUpperCase()
  const rule = (size: number, color: string, space: number) => ({ style: BorderStyle.SINGLE, size, color, space })
  return {
    default: {
      document: { run: { font: TYPE, size: 20, color: INK, language: { value: 'en-GB', bidirectional: 'ar-SA' } }, paragraph: { spacing: { after: 120, ...lines(276) } } },
      title: { run: { size: 46, bold: true, color: INK, font: TYPE }, paragraph: { spacing: { before: 60, after: 140, ...lines(250) } } },
      heading1: { run: { size: 30, bold: true, color: INK, font: TYPE }, paragraph: { keepNext: true, spacing: { before: 400, after: 140 }, border: { top: rule(18, area, 8) } } },
      heading2: { run: { size: 23, bold: true, color: INK, font: TYPE }, paragraph: { keepNext: true, spacing: { before: 260, after: 100 } } },
      heading3: { run: { size: 20, bold: true, color: INK, font: TYPE }, paragraph: { keepNext: true, spacing: { before: 200, after: 80 } } },
      caption: { run: { size: 18, bold: true, italics: false, color: INK, font: TYPE }, paragraph: { keepNext: true, spacing: { before: 200, after: 80 } } },
      hyperlink: { run: { color: area, underline: {} } },
    },
    paragraphStyles: [
      { id: 'Kicker', name: 'Kicker', basedOn: 'Normal', next: 'Title', run: { size: 18, color: INK_2 }, paragraph: { spacing: { after: 60 }, border: { top: rule(48, area, 10) } } },
      { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', next: 'Normal', quickFormat: true, run: { size: 24, color: INK_2 }, paragraph: { spacing: { after: 240, ...lines(300) } } },
      { id: 'Cell', name: 'Table text', basedOn: 'Normal', run: { size: 18 }, paragraph: { spacing: { before: 50, after: 50, ...lines(240) } } },
      { id: 'CellSmall', name: 'Table text small', basedOn: 'Cell', run: { size: 16 } },
      { id: 'Note', name: 'Note', basedOn: 'Normal', run: { size: 17, color: INK_2 }, paragraph: { spacing: { before: 80, after: 160, ...lines(250) } } },
      { id: 'Contents', name: 'Contents', basedOn: 'Normal', paragraph: { spacing: { after: 40 } } },
    ],
  }
}

export const LIST = { bullets: 'bullets', numbers: 'numbers' }

export const numbering: INumberingOptions = {
  config: [
    { reference: LIST.bullets, levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 400, hanging: 260 }, spacing: { after: 60 } } } }] },
    { reference: LIST.numbers, levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 480, hanging: 380 }, spacing: { after: 60 } } } }] },
  ],
}

/** On every page: whose it is, what it is, where to find it, and which page of how many. */
export function footerOf(paper: Paper, baseUrl: string) {
  const small = { size: 15, color: INK_2 }
  const address = `${baseUrl}${paper.address}`
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: textWidthOf(paper) }], spacing: { after: 0 }, border: { top: { style: BorderStyle.SINGLE, size: 4, color: RULE, space: 6 } },
        children: [new TextRun({ ...small, text: cut(cellText(`${paper.areaName} · ${paper.title}`), paper.isLandscape ? 130 : 85) }), new TextRun({ ...small, children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })],
      }),
      new Paragraph({ spacing: { after: 0 }, children: [new ExternalHyperlink({ link: address, children: [new TextRun({ ...small, style: 'Hyperlink', text: cut(address, 130) })] })] }),
    ],
  })
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
