/** The imgeo component in Spring Boot: options, a client to inject, health. Needs camel-spring-boot, and stays away without. */
@NullMarked
package club.imgeo.spring;

import org.jspecify.annotations.NullMarked;
