/**
 * Test keys of certification authorities that everybody knows, by their checksums (SHA-1 over provider, index, modulus and
 * exponent). Whoever has their private halves makes cards that such a terminal takes for real ones.
 *
 * Facts from openemv/emv-utils (src/emv_capk_static_data.h), sasc999/javaemvreader (certificationauthorities_test.xml and
 * _mock.xml), and for index 92 from merlokk/PCSCEMV (EMVkeys.pas), each of which calls them test keys.
 */
export const publishedTestKeyChecksums: ReadonlySet<string> = new Set([
  // A000000003: indices 92, 94, 95, 99
  '429C954A3859CEF91295F663C963E582ED6EB253',
  'C4A3C43CCF87327D136B804160E47D43B60E6E0F',
  'EE1511CEC71020A9B90443B37B1D5F6E703030F6',
  '4ABFFD6B1C51212D05552E431C5B17007D2F5E6D',
  // A000000004: indices F1, F8, FE
  'D8E68DA167AB5A85D8C3D55ECB9B0517A1A5B4BB',
  'F06ECC6D2AAEBF259B7E755A38D9A9B24E2FF3DD',
  '9A295B05FB390EF7923F57618A9FDA2941FC34E0',
  // A000000025: indices 67, 68, A1, B9, C9
  '52A2907300C8445BF54B970C894691FEADF2D28E',
  '415E5FE9EC966C835FBB3E6F766A9B1A4B8674C3',
  '6E8C1C5EF66CC92F40A1721937A33873AF63BE5B',
  'DC98238F4AC1B56B2320F79D825D4F2CB45333C6',
  '8E8DFF443D78CD91DE88821D70C98F0638E51E49',
  // A123456789: index 07
  'BAF897449A1DDD46EBCECA8295EE9A12F61CFD70',
]);
