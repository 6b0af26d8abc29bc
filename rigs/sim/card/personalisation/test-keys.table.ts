import type { JsonWebKey } from 'node:crypto';

/*
 * TEST KEYS WITHOUT VALUE. Generated for this project with OpenSSL, used nowhere else, worth nothing to anybody, and
 * therefore public. They open no account and sign for no scheme; a terminal that trusts them is a terminal under test.
 */

/** Test key without value. Certification authority, 1984 bit. Public exponent 3. */
export const certificationAuthorityKey: JsonWebKey = {
  kty: 'RSA',
  n: 'vrPPWFCj_8bnENr2Q0M8fJCIzpkvzN8Wvyf7n5SnA1Sdoo8gZc2IV2xDSXqtaXvSrjROBod_0z7ko8Cv4sX-v42k2-a7ZuWpI4fB7XqgKg8-S-crCjzujJ2S09T3EsXNTyVeIqX4h2CC6UBZESZ0p5NnFZdYzrgnCxsdF1DoNp7797rDHtSJAOUOY6CZRm4Hvj0hmmtGT9DoAe2QsdxOL8CEtB76RzVSShUe2V_dL87PFBwXFybCO0Gm68Jn-GmPp0h-2nR2YTO9mBfE6tpPwxEWXzAh1fO4J0H4Mesx6LArjyNp9qhVwUUrscCwf1jufhqjCEkNv2c',
  e: 'Aw',
  d: 'fyKKOuBtVS9EtedO14IoUwsF3xDKiJS51MVSamMaAjhpFwoVmTOwOkgs26ceRlKMdCLerwT_4intwoB1QdlUf7PDPUR870PGF6_WnlHAHAoph-9yBtNJsxO3N-NPYdkzihjpbG6lr5Wsm4A7YMRNxQzvY7o7NHrEshITY7n1rhCBdkYEgGKqJj_sO5XCG3Y30IaqDre9kWCbZ_JICMn-BYrV1ufpvj6NC-E5UgsSNFrDgNsNWhNjLe45aWmrGdVZN6ZpahMKo_W5YLbXCi90XloTLB1jjsuSyWRSD7MoorU6jRsKsGcRNHKnq93bjfEWEY9Gfvk-WAs',
  p: '4LpgLnjhMrCBtQMdTVfKe7U1uedyYnD-YayXbkXVMYSYH-8h0tZJkmU-nPtxq-XX0AwBQH0Sl_L2WZSqhm3sqFt9ASETWA2L1HrLX5fqnXU87p_ztafpMS0UPibyv0p6L4H9-6GVm2EIbRsdSppjDE8l2S1AEsyjwfUyeQ',
  q: '2T1RV8DlHwvci4aqN9Q_xEDngsyTELGF9f1eUbkQ0KAMjWIFnW2oMLZrOoNGl2MGfzXgBizAO5AZsBjL1eLg-4vUqGjAdtMvg2uf44-caA0epIFB1FGz0t9rhDUGbDKgLvL2pLIl33jloKDVTpXM55gEliAjsOymETsI3w',
  dp: 'ldGVdFCWIcsBI1do3jqG_SN5JppMQaCplnMPntk4y626v_TBNzmGYZjUaKehHUPlNV1WKv4MZUykO7hxrvPzGueoq2tiOrOyjacyP7qcaPjTSb_3zm_wy3Ni1Bn3KjGmylapUmu5EkCwSLy-MbxCCDTD5h4qtzMX1qN2-w',
  dq: 'kNOLj9XuFLKTB68cJTgqgtXvrIhiCyED-VOUNntgixVds5auaPPFdc7yJwIvD5dZqiPqrsiAJ7VmdWXdOUHrUl04cEXVpIzKV50VQl-9mrNpwwDWjYvNNz-dAs4ESCHAH0ykbcwZP6XuaxXjibkzRRADDsAXy0hutidbPw',
  qi: 'biuvtdJMQimnuwkA3xOBQgqorGTlXVXq7YMSOIoKOgCUHmy1GG6ItEE-32_f9iBv39sAqJL-xuggkMyXP3p6qHKl6dXuftwj-MY1n6EMoufA5P5DgSmotppceZg9txzqXu_uv-1M6zvLAW5G-9Gr6olm55zPkkMkmR8D-g',
};

/** Test key without value. Issuer, 1408 bit. Public exponent 3. */
export const issuerKey: JsonWebKey = {
  kty: 'RSA',
  n: '-deDuBQeD_1cHpAtAjU49OzpxiDDiGjxCBjQo_nmhRTCll04E_e8nABw0-Fg55P4FYqHRHnCANueugBZjxLX9hIx147z04r_vAAzsVhSLgT_WxWsslPBOZY0AC_hnEFW8OW041_YXUVB6JLufmpp_tSjnONlsXBuqLuOCj1IcsAu6ttRLbyPyLrIspmoZND2HOkNOkMLH6Ye3H06tIHJ4-GqnPpD6fav_e8ACxoKFxE',
  e: 'Aw',
  d: 'po-tJWK-tVOSvwrIrCN7TfNGhBXXsEX2BWXgbVFEWLiBuZN6t_p9vVWgjUDrRQ1QDlxaLaaBVee_JqrmX2HlTrbL5Qn34lyqfVV3y5A2yViqPLkdzDfWJRLt0P-m8LHQ42SDlCWKp5KfI-Kyyufe0KeJ3h-yT8xqw9gXb_v_DI1hDaMOhKcjtMiACYj1Y6oaP-WfeOfeQmf74GhMZCgn82vjVaE0ruux59M-bYTgfCM',
  p: '_hApLVmK_ETy8QGABVO9gyGkRnI9fAMoFeXY7MSluIGEA-mTVE20ZiSxS35niw5mDhNSphNmhJYtRPlK9FM2ldJ6PBxalgfL_Vp4gtJ2IKgo07bw6BXnSw',
  q: '-78dgw2oOlio3e4FIjSkZjGOeHAQkpidw272xxWUBUz-84FO7vwrhfilGzz_NsvTf_VRpiTozTiPy6S58uqFdFKRpKvDr4YqwnskBaJtdHz5Xmt16qN1kw',
  dp: 'qWAbc5EHUtih9gEAA40pAhZthEwo_VdwDpk7SIMZJautV_EM4t54RBh2MlRFB17utAzhxAzvAw7I2KYx-Dd5uTb8KBLnDq_dU5GlrIxOwHAbN89LRWPvhw',
  dq: 'p9S-V15wJuXF6UlYwXhtmXZe-vVgYbsT159PL2O4A4ip96uJ9KgdA_sYvNNUzzKM__jhGW3wiNBf3Rh790cDouG2bcfXyllx1vzCrmxI-FNQ6Zz5Rxejtw',
  qi: 'OWkGjBubaXCpxyI2tYX8EYApQvklfbFAQCUPWLPV2xYgzU2KG8dHtYAGvemZ3Dmxu3AsPEm6hgwKcYTAUYBU13BsMFhTh9mLEw2BpSdysLa2RlPMzzpwzQ',
};

/** Test key without value. Card, 1152 bit. All cards of the library share it: a test needs keys, not many keys. Public exponent 3. */
export const iccKey: JsonWebKey = {
  kty: 'RSA',
  n: '67iPaqsDHVtxrBWW-sC5G_66vXnMps0xBc_LP6Fq4H_sEAmVAd8zt1XojsOoLAR9F-NlIfw1g9xnohYanA8DHuYubeEJreD3y97ZU1bP-Poucbfy2eBb9ffiSiZjVRFEFTL5SdJ9-7iobuMwmT5dp802u0obdfaVyCOmgCFABzjkqPwP13UJ4wymBbS1Bo35',
  e: 'Aw',
  d: 'nSW08cdXaOehHWO5_IB7Z_8nKPvdxIjLWTUyKmuclaqdYAZjVpTNJOPwXy0ayAL-D-zuFqgjrT2abA68aAoCFJl0SUCxHpX5QBmbno8UoPiz3kHRo-tMAjg6xtIvkurusVErLRxxRf49x89ofdgjVgXXEWxKgVyi9y_JvJAQTCbuDVPylBE0pnsiassPELxD',
  p: '__5x--CqTyzT_1FQXMvzlsiLAomXauAfpiV7puuLPpftzrruS0DxCU_o2f1dyHAoQpDX4sihvWQehSAPuk4eAgTxbLkOr9kb',
  q: '67n96Z-GuFhMpQPoBzN2W9r_HWGEjdC-ZRO83zxI1CNd9HElkTk3nXSLRypN63t5EssgAoCF15phD94UPw0c508A-MsPvZp7',
  dp: 'qqmhUpXG33M3_4uK6If3udsHVwZk8eq_xBj9GfJc1GVJNHye3NX2BjVF5qjpMErFgbXlQdsWfkK_A2q1Jt6-rANLndC0dTtn',
  dq: 'nSapRmpZ0Drdw1fwBMz5kpH_aOuts-B-7g0olNLbOBeT-EtuYNDPvk2yL3GJR6emDIdqrFWuj7xAtT64Kgi974oApdy1KRGn',
  qi: 'hpbIcqElupf4fwdNogiGdoO37ob99Pw-c-y93N5CewMcbFBdS6zP0g2feDyZ5z6FwIG1JhiEy_KaFdXEDGbms2vyRCKBIS02',
};

/** Test key without value. The issuer's master key for application cryptograms: double length TDES, odd parity. */
export const issuerMasterKeyHex = '7ACEB9CD524CE65D67BCC19220B55B6B';
