/** One class per goal of an attacker. Each test goes through public doors only, and failed before its fix. */
@org.jspecify.annotations.NullMarked
package club.imgeo.attack;
