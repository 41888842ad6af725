/** Attacks on the sandbox: one class for each goal of an attacker, who uses nothing but what everyone can reach. */
@NullMarked
package club.imgeo.attack;

import org.jspecify.annotations.NullMarked;
