/** The reader's antenna: a round loop under the landing plane, its axis through the contactless symbol. */
export interface Antenna {
  readonly radiusMm: number;
  /** Turns times current, rms. */
  readonly ampereTurns: number;
  /** How far below the landing plane the loop lies. */
  readonly depthMm: number;
}

/** A rectangular card coil about the card's centre; the length lies along the arm's plane (x). */
export interface CardCoil {
  readonly lengthMm: number;
  readonly widthMm: number;
}

/** Where the middle of a coil is over the landing plane, and how far it is tilted about the y axis. */
export interface CoilPose {
  readonly xMm: number;
  readonly zMm: number;
  readonly tiltDeg: number;
}

/** Steps along the coil's edge: fine enough that the sum is good to 0.5 % five millimetres from the winding. */
const stepMmMax = 3;

/**
 * Mean of the magnetic field through a card coil, along the card's normal.
 *
 * By Stokes' theorem the flux through the coil is the line integral of the vector potential around its edge, and that
 * potential has a closed form for a round loop. This costs some forty evaluations, where a Biot-Savart sum over area
 * and winding would cost thousands; the test holds both against each other.
 *
 * @returns A/m, rms. Negative beyond the null that a card meets when it straddles the winding: phase turned, weaker.
 */
export function meanFieldAPerM(antenna: Antenna, coil: CardCoil, pose: CoilPose): number {
  const tiltRad = (pose.tiltDeg * Math.PI) / 180;
  const cosine = Math.cos(tiltRad);
  const sine = Math.sin(tiltRad);
  /** Potential at the point `u` along and `v` across the coil, divided by the distance from the axis. */
  const potentialAt = (u: number, v: number): { readonly perMm: number; readonly xMm: number } => {
    const xMm = pose.xMm + u * cosine;
    const heightMm = pose.zMm + antenna.depthMm + u * sine;
    return { perMm: loopPotentialPerMm(antenna.radiusMm, Math.hypot(xMm, v), heightMm), xMm };
  };
  const halfLength = coil.lengthMm / 2;
  const halfWidth = coil.widthMm / 2;
  // The coil is symmetrical in y, so both long edges add the same, and half of each short edge stands for all of it.
  const longEdges = integrate(-halfLength, halfLength, (u) => potentialAt(u, halfWidth).perMm * halfWidth * cosine);
  const shortEdges = integrate(0, halfWidth, (v) => {
    const far = potentialAt(halfLength, v);
    const near = potentialAt(-halfLength, v);
    return far.perMm * far.xMm - near.perMm * near.xMm;
  });
  const fluxMmAmpere = 2 * antenna.ampereTurns * (longEdges + shortEdges);
  return (1000 * fluxMmAmpere) / (coil.lengthMm * coil.widthMm);
}

/**
 * Azimuthal vector potential of a round loop carrying one ampere, without the factor mu0, divided by the distance from
 * the axis (1/mm): finite on the axis, too.
 *
 * The textbook form is sqrt(a/rho)/(pi k) * ((1 - k²/2) K(k) - E(k)). With K and E from the arithmetic-geometric mean
 * the bracket is K times the sum of 2^(n-1) c_n² from n = 1, so nothing cancels close to the axis.
 */
function loopPotentialPerMm(radiusMm: number, distanceMm: number, heightMm: number): number {
  const rho = Math.max(distanceMm, 1e-6);
  const modulusSquared = (4 * radiusMm * rho) / ((radiusMm + rho) ** 2 + heightMm ** 2);
  let a = 1;
  let b = Math.sqrt(1 - modulusSquared);
  let sum = 0;
  let weight = 1;
  for (let round = 0; round < 8; round += 1) {
    const c = (a - b) / 2;
    sum += weight * c * c;
    weight *= 2;
    [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
    if (Math.abs(a - b) < 1e-12) break;
  }
  const completeIntegral = Math.PI / (2 * a);
  return (Math.sqrt(radiusMm / (rho * modulusSquared)) * completeIntegral * sum) / (Math.PI * rho);
}

/** Midpoint rule. */
function integrate(from: number, to: number, of: (at: number) => number): number {
  const steps = Math.max(4, Math.ceil((to - from) / stepMmMax));
  const step = (to - from) / steps;
  let sum = 0;
  for (let index = 0; index < steps; index += 1) sum += of(from + (index + 0.5) * step);
  return sum * step;
}
