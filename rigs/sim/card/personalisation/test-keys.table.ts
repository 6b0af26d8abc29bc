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

/** Test key without value. Certification authority, 1152 bit. */
export const certificationAuthority1152Key: JsonWebKey = {
  kty: 'RSA',
  n: 'u8uXXO58E-_Bueu4HZYzB4cAKWR16KessP0ZHmHHYrwN57CIpWpssPCoyJ861P1fMSC56GRGUhxl9qsg_PVRXkD9y27GftInhsopvtLcNj_iAZZh6RBhV5cn_aBc7psAz542Vir5ISUvtn80cz6X8TKPDzm8ysFRSEGEcFDibqrkUTOhJtftbOCobFdx6UPL',
  e: 'Aw',
  d: 'fTJk6J79Yp_We_J6vmQiBQSqxkL5RcUdy1NmFEEvlygJRSBbGPGdy0sbMGonOKjqIMB78ELZjBLupHIV_fjg6YCpMknZqeFuiexuqR4_zbQQau4p8hZt5Jb_RGbDgURCpWAyuPNo-PhQAwExsdC9jV8XMeaqYXBC92XFEovQkgYjbJpDqEay-CvNbyeKQSmL',
  p: '7V6ieHt992qa9SG_ILTg3AoRphCCLqRzGG4tbaQ8UOyx7DG_itSTPZp1N9JfY6yJ-xt_KfrTbhKyXw5Rkcpo-TIVUaZRBZnp',
  q: 'yojhSKn-ikcubA9j3TnbpKqXcPW1fhApvx-80xmfWsQFxcuqXbDoX4l3DI1d1Oxi2g1dqoRWJY78zz3qGKN3_2ze8_XRgeuT',
  dp: 'nj8W-vz-pPG8o2vUwHiV6Aa2brWsHxhMuvQeSRgoNfMhSCEqXI23fmb4z-GU7R2xUhJUxqc3nrchlLQ2YTGbUMwONm7grmab',
  dq: 'hwXrhcapsYTJnV-X6NE9GHG6S054_rVxKhUojLu_kdgD2TJxk8tFlQZPXbOT40hB5rOTxwLkGQn9336cEGz6qkiUoqPhAUe3',
  qi: 'MN2Zc_jJ5cUil4ou_Dt0pHLe--ku8LsmJqp7gtodlTNVatqMugrJ3Oej2aUqXx9Sq58lcdjC7t8cznu6CJgIJcEYmW2naoyH',
};

/** Test key without value. Certification authority, 1408 bit. */
export const certificationAuthority1408Key: JsonWebKey = {
  kty: 'RSA',
  n: '7GH1y30bbHiU0kxMy3ZGYGoYf1qP2k5ZMViCNs00g3yiyG7BXY8XL3ZelfFP_G4iZtas17ff_pseQgpdLo9a62IS9dS7MfM2aJsrzoj6kb0-aYTltUXsqa5tUVB6NhvhffqM0tu6FfgjToxZB93fMQ5-KSh5cf9Gz8tSnSt2ebF97CgRmoUrgupRWEFH1NdSCFNv_mWVSvJuCB2P7Yndzle_m6_EtCTmLZphWAaB9Ss',
  e: 'Aw',
  d: 'nZaj3P4SSFBjNt2Ih6Qu6vFlqjxf5t7mIOWsJIjNrP3B2vSA6QoPdPmUY_Y1UvQW7znIj8_qqby-1rGTdF-R8kFh-Th8y_d5mxIdNFtRtn4pm63ueNlIb9bvjENG-KuPg551Q15PmKxdLyMJhhk8qLC1rSuaugqASqPYNs8lbVQTid0BiFOzBECPChWeDvcqKbcqcev-WciIqiV-6P8E4kg7eaT9xC32pNC0xiNrpKs',
  p: '-M4J_yd9r1jx4KpS4A0uXnNyhpSlXNjRAUOOtUCWQrdRWI21ortbxGjFeGH0vTqvnj7zRcxYoMrCCrYtOwvNaUN0UOg_iyMttvUBh99qp-j0wRRJp6dNgQ',
  q: '8zf07GhDazFGrDKa7jWClyQVUTYZWytjBCoWsdDErM8OfQCVUgL57vfX5C1ZSmRM6zvV2w5lw8gHtfomSIv23F2UlGlQgDNNNHFjsGijOAtBoD3lKbkwqw',
  dp: 'pd6xVMT-dOX2lcbh6rN0Pvehrw3Dkzs2ANe0eNW5gc-LkF55FyeSgvCDpZajKNHKaX9M2TLlwIcsByQeJ10zm4JNi0V_shdzz04BBT-cb_CjK2LbxRozqw',
  dq: 'oiVN8vAs8iDZyCG8ns5XD21ji3lmPMeXWBwPITXYczS0U1W44VdRSfqP7XOQ3ELd8ifj517ugoVaeVFu2wf56D5jDZuLACIzeEuXyvBs0AeBFX6Yxnt1xw',
  qi: 'HcJlaB2i7uBdmpanfL6NJdn2fucZg26LI3zDuiAElzuusVypKUL8CGXVu9SBJ6xPJ24AhyulfOzQ5xLIG6jVpKyriXbV_mn5EEVlY-DlDTlMI45AdNO_5g',
};

/** Test key without value. Issuer, 1024 bit. */
export const issuer1024Key: JsonWebKey = {
  kty: 'RSA',
  n: '3G6pfsh29sZMrwtLKziFjVeMDzAywe0zgw1vKG7kJH7yCfTR8E_-AFL9Z-tJHgseETPaovrshh5YtpfH-2u9FhZwaw0kuQCzmtlBPqc3aD_936mVxOTzWwYBP5G79o4fz02NWP8RDCD4ylVaQFHLxyTGDacGZJ84GosVNiF7BMc',
  e: 'Aw',
  d: 'kvRw_zBPTy7dygeHciWuXjpdX3V3K_N3rLOfcEntban2sU3hSt_-quH-RUeGFAdpYM08bKdIWWmQebqFUkfTYtHWSIsqs_Or4AWga3CKkGyeJeMjDD8RhgHu3oYdnYrCwjbJqIaISphTZ1UOYkPV-Y9WF7AaLIKkrT5jf6ZjGss',
  p: '-ZdhaSNfe8FhyMPt-Rwrm8iVbiw6T_cV-79Vaj8_2NrvBZtAds5_BH8B1ltfx5QkEp87CbkzQxCHE8tW5OaN7w',
  q: '4hec00FLl3BpCAyvhUtkAUgRZrT4NmH8B1ucXlBKZSC89cObvnYdN_ytf2lNJHasuyWvFSXumDCPmbSfwv_OqQ',
  dp: 'pmTrm2zqUoDr2y1JUL1yZ9sOSXLRiqS5Un-ORtTVOzyfWRIq-d7_WFSr5DzqhQ1tYb98sSYiLLWvYoePQ0Renw',
  dq: 'lrpojNYyZPWbWrMfrjJCq4Vg7yNQJEFSr5JoPuAxmMB9-S0Sfvloz_3I_5uIwvnIfMPKDhlJussKZnhqgf_fGw',
  qi: 'Bs5TWdMPICTP00YE94K7vNuWo1DOU_8IbToCdFWQWhZVsTW9t_KDqR5snzjlBzvVO3c6twYzpCThvYPqB6ihBQ',
};

/** Test key without value. Issuer, 1152 bit. */
export const issuer1152Key: JsonWebKey = {
  kty: 'RSA',
  n: '1pLBVvTsxYm4V-nOCkMrBYV0ArB3fhZIZUktYdvM79bS-4FNHbCCYy-GWyWCYIFFvvQOgT0A8kbqrMUPinTr8vj022HmXmETUrNMREjGYsxtBtES2ngQphiHMn7IvPxJPRQtqkvPswvXl9UD8iPAw8sA-YgZHjmEmSUsIOJFqKQUeSEduG-jYxbJyFWNGm0n',
  e: 'Aw',
  d: 'jwyA5KNIg7Elj_E0BtdyA65NVyBPqWQwQ4YeQT0zSo83UlYzaSBW7MpZkhkBlauD1KK0ViirTC9HHdi1BvidTKX4kkFEPutg_p2nTUVKBax361zP_hLsDWeI-eMv7xC4qVrZQlWjzIBREruCxHZA4eXZUs6vM8RcJ6-06AqS7YQf1w3Bvypp970vw2_YV9S7',
  p: '7Q7aHqoDF1e9Bvr_m7nFD8I-V29q26YTIUjtABuA5iIgWbYuTouHc3CaLyEQL-TzaXixK96INraSf0IE0yJ86CSPLG8T-cOD',
  q: '57f3MbbUQvH8HsrbQaHpgjr7ZDqV-r0hHcL6xq_ZGik9ogWRfObX_YGgzjECIK4G9CTrmPPhDadSN0p2Ro2Hh1Zy9r60nOqN',
  dp: 'ngnmvxwCD4_TWfyqZ9EuCoF-5PTx58QMwNtIqr0AmWwVkSQe3wevoksRdMC1dUNM8Psgx-mwJHm2_4FYjMGomsMKHZ9ipoJX',
  dq: 'mnqky884LKFSvzHngRabrCdSQtG5UdNraSynLx_mEXDTwVkLqJnlU6vAiXYBax6vTW3yZffrXm-MJNxO2bOvr473TynNvfGz',
  qi: 'OiAcS-yzyoqblw1Y11gcMhyyk2uhLZAdSjFb4i8zeu35wYN3rVksCOSyHuWvjIiSsFmqEX-Q6KPCS78rQMdvknzz7QTkapCV',
};

/** Test key without value. Issuer, 1984 bit, exponent 65537. */
export const issuer1984Key: JsonWebKey = {
  kty: 'RSA',
  n: 'sx7gEJpfcY6Eq-meb4vFL51aCR4RMkDFm9pVhEyhtaOaa8BgDuxld_wC1551SYjuDiwzk6Biw2JsEo2zMTRuL5KU_4FTKNh73bTJNQWUqPoQQayMySUAeKcOOgkp7rfm2AwyJ0LdsHP1VLDymEqmPyhcUL8DzfqLwZTtp0rCcTekF2m0CoeuzhSPxiF8B9uQ26av2VoTsf3nzhHBO7xMXhBLXUJBK_hdLwoZ75l9zyn4MejltHwJZYzRBQW1hBnfE0FcKkxyVmU3zaE3O7kJKkFlP93c5FNIbrYMq9FAx6nlqE9Iab8PNBsVtAEJy34O6V2O8nB4wv0',
  e: 'AQAB',
  d: 'exP0EnSAsJ6lOxtD6pG35IfSngEy_7zSC81yhX3Cf_Ty3qdJWffFoTRhH5eaL_UO3l4w8nd6ZZbze6wyPNUyAS5Pg2FxqtdWBXl76Br1k0aAdSADfRMXx8_CTs6NKaLj1ABNVfz0J5MGODN9_ncM1Mj-5dza2GYYMeQLh4hRBvzGwMqB1agtkrrGZYZjkIJwPwjwqn6Va8MiNdIxJV01A4f6Myki95FbW3NEnPitCUz5_5o1PVY2KW3U2xPLhPjiV9B_ew30g9iZaH_thGv0ttxIu6V6ZrdCtyYdhuVhKJe-mJDeJnMd0EB2xLMEO_5RZIPHgoi3IWE',
  p: '7Yxxd3_j42DMlRzY8b3_zDo1I4el1m3b01emhOfbW7huT0RbW5dRuz4r3W5wJ9jgTDG92r0bR0ro9wH5mYSgNyom2gASzp3cMNKF9i4QQU6Tildgywi-4GMThnly_P7_fPETbVqhOMsqU8qkhQzu5ahW66Rl_02Ugxhrpw',
  q: 'wQide8ESRcae5ZcgKC31YFkGB8GG_IKkQXiKfeCnPJyoDT1Ot88KpPKIeLF1WjoN_5uk7BF-qawf_-SKoDfsVHEeX2_wSX-GMqOUJTI1qIy4OmBF4veKmKkW9t5F8ILMSM4OO92R5GECYRoQhza4Oe_mhvhkDKS_YxDguw',
  dp: 'pGoAXuV1pXrqHorI3QjUc1YWUXEhpziCXdTcvEB94w3Ty6lUUiB5wU9WrPwzRGEnXZVQAoXAy6dddxk22Lqi6YuTOG-0lK1OKbyMW8emGI16MNYpeF2lP0lTyk9k9xbHXoK9H4MK83Qq57PqCuzYrLvG7XHr5ribgeD1IQ',
  dq: 'c_zMO_coFpshEQ18ugfbf_geAn0LsiCBuAFJHhfmBSqQY9wpt5KFb9V3oSXoQL3PeX45W8urUyJk2-qkTV8s9xQ9TtVBCbjBlx3pP2xrB4r-i70bYSSit9YqQU4PslO1ki2WKeyZ5CNSPaxesBB2JAH9f64y19IKWeljTw',
  qi: 'yjkNtZHYbTOE2ghRw5gH9-wpF82x76fDo9kZB8mmkw-kEiP1pEjVNms-OYpYbBaEJltukVgwUK67NfbNJARRv8EVn4_WLtkgCDnV8Cm2pIE2BH0xVV1sSyXDj-4DTYtgjpFESOqrdVIS6k2u7kTtvFWNQu1v2Cc6qn1qDg',
};

/** Test key without value. Card, 1024 bit. */
export const icc1024Key: JsonWebKey = {
  kty: 'RSA',
  n: 'uFHlCvzhwqcLZJD1kv0z-5P6duVHgzLe1sOGepNU9_lpdkjO2ZxCIOGdh1imVSw0Sna07jp-oJHL7bYLDfv-J9MNZ1FkG8wbesFp1hDZ74-1BpzFgOkExfpymvouZAWAYe1LdoSXSVdggRJ6FYJns3OUtw8QZkt0vRXaoR-WOIc',
  e: 'Aw',
  d: 'euFDXKiWgcSyQwtOYf4ip7f8T0OFAiHp5IJZpwzjT_ubpDCJ5mgsFeu-WjsZjh14MaR4ntGpwGEynnlcs_1UGWqcV75460nQkmUtNL81hOizydm1jaHJb6Jr3sJUqXsEkHWplL-4wsOixjKQiVQfFh9nIdZ3UsN-gMyN8h5qbqs',
  p: '5dDQ9PbdZTRd-r6a8SbHJE2vLjIWkqtgwG71rBwBOhMz0XFEiGLADg_gAfc0db-plav2fhOWh7do55u3KzOxAQ',
  q: 'zVISvrfdeC5BLudsAOLhDlmoqAMV46s9xmHXKpNkkuZVa1vS3J9lI9x3xKoTDnlors4Nz0nTnn-S-2n-xsLhhw',
  dp: 'mTXgo08-Q3g-pym8oMSEwt50yXa5txzrKvSjyBKrfAzNNkuDBZcqtAqVVqTNo9UbuR1O_re5r8-bRRJ6HM0gqw',
  dq: 'iOFh1HqTpXQrdJpIAJdAtDvFxVdj7RzT2ZaPcbeYYe7jnOfh6GpDbT2lLca3XvubHzQJNNviaaph_PFUhIHrrw',
  qi: 'JnUKBmv37MzWSWDp5b-oEKy0WoCW4ZqR0zNQbswegXTS69NGjKuo3V4exbm2mvgVq-0LcKmAlme_6CEgNwURNQ',
};

/** Test key without value. Card, 1408 bit, exponent 65537. */
export const icc1408Key: JsonWebKey = {
  kty: 'RSA',
  n: '7TS1jaElSTH7gea8w784-QpqVMpWx1YhPfBEvNFhhl7gTlJLSNpazp-mnZ5TpQUE-BflmoT-bEaluuUmasKrPp52er5q0wlnmAb43YOFnPdJukpEJkt1bl7CHoqq9e6do8gjoPhrx4jIUeqjVFOHOoWvYyU44xPDHhMgQ5YvCnkbIAmHu53Qq21lL7BFUhQL9uKubAqwHX55ARE6mkwzv5GySUqjS4FwkXlSZuicMl0',
  e: 'AQAB',
  d: 'wRTgm7KKSTRYR3rsOGIVHBKwTuiNDqE7WdGUAiZlPh1IdDhkc57Zv8sQsshHydF2JAQ_rzGGb9hp2uHgDZL8FXKjenI5PiMvof464QTH4-ceqnb9VjaiFG3HRlZLSaljsTvcgVRjepJqj0yzOY8skVlW00Twk0TY8dSMLhHhBvaaMFb003tLFS1NOZy2kGCEOE_5NNjcITrZU_ox55CeOWYKNfwNWTHLZUWep3xYoPk',
  p: '_n4RkIgM2vcY5nb5D3vT2ywyhQeIBRRQYgEupxX6SdncVIOXRz4jD5Z7NXLjWS58ZpAQgfWyRcLVAS2Rzy7IaCJi5-TWZIOAj1AhvCjRqXZv5l3wfkznQw',
  q: '7pxtCvGbcAM0nBoQbzSec27Bbd6lG4DqSKZrGtlD2FXj4Z1mSHn78YgQ03sT3o8e0HWhM5bEVFzrOwOUPtwWhk18hhQPdyMSu9eQNXZ3vHyC1RzEhrzV3w',
  dp: 'L8Rf7Z3rs8m_bbqVAvf-Ctxf2yJPwIxQjiSkqg3w_Z2bwm00ntWl5Q4csCqRS7Ly_Jk7z_ja7kckjeUMwjOIwCr8H4SPTSx1m_CxdEzBFaq6VCX7tukeWw',
  dq: 'kXeH-s4E5yrtHeW98y3vE4yIHAVKPxQ-wH_EeB_QfskOHnOo8bJ8aGl9aJB2Mo6qSIgN-LeHha8IMXgjHpdqnAINUmhUbVtShnYKkq1gneaClI3vOf1RnQ',
  qi: 'D7jtQp8cMdv5IBVAHYMDRy1yFfz2an93MZr9cRHqwB-zakgHwi1j2WMBl_NZNwqNlBA5gswBtVu37vTnj4g80c1ZjXOhoZ3u9cJ2rAMVQPfE7HEBHChy3g',
};

/** Test key without value. Card, PIN encipherment, 1024 bit. */
export const pin1024Key: JsonWebKey = {
  kty: 'RSA',
  n: '8pNVDQJB4MzxMYPr4qExyA2IV7lRZa6IeeWFVMachc0En4ULinKPFUR4BCMXsyuxnfxQdXKTUAPECwFopzL7gbZFbghOMKTngDGm6r8U5auoCwWB1Pn-HZDQkZkW3vBILvXl-Rfe9KJZZx4ESBsxLYMdctLojrIh7bON4rF5DPU',
  e: 'Aw',
  d: 'obeOCKwr6zNLdlfylxYhMAkFj9Dg7nRa--5Y4y8TA94DFQNdBvcKDi2lWBdlIh0hE_2K-PcM4AKCsgDwb3dSVS0--esSJQ84Ahe-efIJuC0k3yl-o5kXBLQJZR_tc6ocegkMp7lxHS1d8jkP3Xn4BY_aOtOKl7WMaKBQ4Gpq1es',
  p: '-pBziUMHLhy12zT9SzdWmz9f4B8q6FlfYXzqeZMHtwCZDTcAIKGlpHhlH9pxX2mZxFgXMQFt7jF5jX84sQfpKQ',
  q: '99aDnm_x3_bHMtQ2iM76zLFcZyS0rAI3IUWPb5-puhze2xv9YROjOdQWqJIKhNOLZv4DZJc9M53XNZVZYNDi7Q',
  dp: 'pwr3sNdaHr3OkiNTh3o5vNTqlWocmuY_llNG-7daegBmCM9VaxZubaWYv-b2P5u72Dq6IKuensumXlTQdgVGGw',
  dq: 'pTmtFEqhP_naIeLPBd9R3cuS723NyAF6Fi5fn7_GfBM_PL1Tlg0Xe-K5xbaxreJc71QCQw9-Imk6I7jmQItB8w',
  qi: 'u39nUTYYocPFDZhOj8P7iUpdIFxt8n4kiluzcqhjWRkwgANOWpOIHdpY2-Hh2vfFtLmY7SM3TCsMVhCjVopJtg',
};

/** Test keys without value. The issuer's further master keys, double length TDES, odd parity: script MACs, script secrets, CVC3. */
export const furtherMasterKeys = {
  integrityHex: '4CB0C4F25DA2B6A8C7D0325E1F94AE76',
  confidentialityHex: '926D43B97A5826C1E5F802347F6B9EAD',
  checksumHex: '38A7D5E6B3F1401C9B5E620834C8DA7F',
} as const;
