import type { Delta } from './census-layout.ts'

/**
 * What the layouts in ../shared leave out and the same public project says of 2015 to 2019 (liia-tools-pipeline, MIT): the tables only spring
 * and summer have, and the changes of 2016 to 2019. Everything else of spring and summer is taken to be as in autumn.
 */
const ids = (table: string, within: string) => [`${table}tableid`, 'NativeId', `${table}orderseqcolumn`, 'sourceid', within]
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text']))
const onRoll = (table: string, columns: Record<string, string | string[]>) => ({ '+': { ...texts(...ids(table, 'pupilonrolltableid')), ...columns } })
const offRoll = (table: string, columns: Record<string, string | string[]>) => ({ '+': { ...texts(...ids(table, 'pupilnolongeronrolltableid')), ...columns } })
const ofSchool = (table: string, columns: Record<string, string | string[]>) => ({ '+': { ...texts(...ids(table, 'schooltableid')), ...columns } })

const YES_NO = ['Y|Yes', 'N|No']
const UNITED_KINGDOM = ['ENG', 'NIR', 'SCT', 'WLS']
const NEEDS = ['SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'OTH', 'NSA']
const SUPPORT = ['24', '32', '35', '36', '41', '53', '54', '55', '56']
const YEARS = ['E1', 'E2', 'N1', 'N2', 'R', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', 'M', 'X']
const ETHNICITY = (
  'WBRI WCOR WENG WNIR WSCO WWEL WOWB WIRI WIRT WOTH WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU WOTW WROM WROG WROR WROO ' +
  'MWBC MWBA MWAS MWAP MWAI MWAO MOTH MAOE MABL MACH MBOE MBCH MCOE MWOE MWCH MOTM AIND APKN AMPK AKPA AOPK ABAN AOTH AAFR AKAO ANEP ASNL ASLT ASRO AOTA ' +
  'BCRB BAFR BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF BOTH BEUR BNAM BOTB CHNE CHKC CMAL CSNG CTWN COCH ' +
  'OOTH OAFG OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM OOEG NOBT REFU'
).split(' ')
const SERVICE = ['Y|Yes', 'N|No', 'U|Unknown', 'R|Refused']
const FLAG = 'flag'

const ADDRESS = texts('saon', 'paon', 'street', 'locality', 'town', 'administrativearea', 'posttown', 'addressline1', 'addressline2', 'addressline3', 'addressline4', 'addressline5')

const notAutumn: Delta = {
  addresses: onRoll('addresses', { postcode: 'postcode', ...ADDRESS }),
  fsmperiod: onRoll('fsmperiod', { fsmstartdate: 'date', fsmenddate: 'date', ukcountry: UNITED_KINGDOM }),
  pupilonroll: { '+': { senunitindicator: FLAG, resourcedprovisionindicator: FLAG, servicechild: SERVICE, eyppe: YES_NO, eyppbf: ['RE', 'RO', 'RB', 'RU', 'EE', 'EO', 'EB', 'EU'] } },
}

const spring: Delta = {
  ...notAutumn,
  senneeds: onRoll('senneeds', { sentyperank: 'integer', sentype: NEEDS }),
  pupilonroll: { '+': { ...notAutumn['pupilonroll']!['+'], ethnicity: ETHNICITY, unitcontacttime: 'number' } },
  pupilnolongeronroll: { '+': { ethnicity: ETHNICITY } },
  learnersupportonroll: onRoll('learnersupportonroll', { supportcode: SUPPORT }),
  learnersupportoffroll: offRoll('learnersupportoffroll', { supportcode: SUPPORT }),
  provisions: ofSchool('provisions', { specialschooltype: NEEDS.slice(0, 12) }),
  classes: ofSchool('classes', {
    ...texts('ppa', 'exceptiona', 'exceptionb', 'exceptionc', 'exceptiond', 'exceptione', 'exceptionf', 'exceptiong', 'exceptionh', 'classname', 'teachers', 'nonteachers', 'homepupils',
      'guestpupils', 'classactivity', 'category', 'keystage'),
    yeargroup: YEARS,
  }),
  childcare: ofSchool('childcare', texts('openingtime', 'closingtime', 'noofchildcareplaces', 'childcarewksopen', 'onsite', 'childcaresignposting', 'typeofchildcare', 'childcareprovider',
    'otherschools')),
}

const since2016: Delta = {
  pupilonroll: { '-': ['adoptedfromcare'], '+': { plaa: ['N', 'A', 'G', 'R', 'C'], countryofbirth: 'text', proficiencyinenglish: ['A', 'B', 'C', 'D', 'E', 'N'] } },
  pupilnolongeronroll: { '+': { countryofbirth: 'text' } },
  nationalitiesonroll: onRoll('nationalitiesonroll', { nationality: 'text' }),
  nationalitiesoffroll: offRoll('nationalitiesoffroll', { nationality: 'text' }),
  termlyexclusionsonroll: { '-': ['incare'] },
  termlyexclusionsoffroll: { '-': ['incare'] },
}

const withoutNationality: Delta = {
  pupilonroll: { '-': ['countryofbirth', 'proficiencyinenglish'] }, pupilnolongeronroll: { '-': ['countryofbirth'] },
  levels: { '-': ['*'] }, nationalitiesonroll: { '-': ['*'] }, nationalitiesoffroll: { '-': ['*'] },
}

const earlyYears = { '+': { dafindicator: FLAG, extendedhours: 'number', thirtyhourcode: 'integer' } }
const withoutStatements = (reason: string) => ({ '+': { [reason]: ['N', 'E', 'K', 'A', 'P'] } })

export const EARLY: Record<number, Partial<Record<'autumn' | 'spring' | 'summer', Delta>>> = {
  2015: { spring, summer: notAutumn },
  2016: {
    autumn: {
      ...since2016,
      addressesonroll: { '+': { uniquepropertyreferencenumber: 'integer' } }, addressesoffroll: { '+': { uniquepropertyreferencenumber: 'integer' } },
      learningaimsonroll: { '-': ['disccode', 'qan'], '+': { scc: 'text', qn: 'text', traineeship: FLAG } }, learningaimsoffroll: { '-': ['disccode', 'qan'],
        '+': { scc: 'text', qn: 'text', traineeship: FLAG } },
    },
  },
  2017: { spring: { ...since2016, addresses: { '+': { uniquepropertyreferencenumber: 'integer' } } }, summer: { ...since2016, addresses: { '+': { uniquepropertyreferencenumber: 'integer' } } } },
  2018: {
    autumn: { ...withoutNationality, pupilonroll: { '-': ['countryofbirth'], '+': { servicechild: SERVICE, senunitindicator: FLAG, resourcedprovisionindicator: FLAG, dafindicator: FLAG,
      extendedhours: 'number', thirtyhourcode: 'integer' } } },
    spring: { fundingbasisitems: onRoll('fundingbasisitems', { fundingbasis: ['ECO', 'HSD', 'LAA'] }), pupilonroll: earlyYears, schoolcensus: { '+': { urn: 'integer' } } },
    summer: { pupilonroll: earlyYears, schoolcensus: { '+': { urn: 'integer' } } },
  },
  2019: {
    spring: { ...withoutNationality, pupilonroll: { '-': ['countryofbirth', 'proficiencyinenglish', 'eyppe'], '+': { eyppr: YES_NO, eyppbf: ['RE', 'RO', 'RB', 'RU'] } } },
    summer: {
      ...withoutNationality, pupilonroll: { '-': ['countryofbirth'], ...withoutStatements('senprovision') },
      termlyexclusionsonroll: withoutStatements('senprovision'), termlyexclusionsoffroll: withoutStatements('senprovision'),
    },
  },
  // Down syndrome has a code of its own since the census of spring 2025 (reference/standards.md §3.2).
  2025: { spring: { senneeds: { '+': { sentype: [...NEEDS, 'DS'] } } } },
}
