package openbell.systemtest;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rules that hold the house: what may see what. ARCHITECTURE.md says why. */
@AnalyzeClasses(packages = "openbell", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] VERTICLES = {
    "openbell.feedhandler..",
    "openbell.quotefanout..",
    "openbell.ledger..",
    "openbell.order..",
    "openbell.risk..",
    "openbell.search..",
    "openbell.gateway..",
    "openbell.embedded..",
  };

  private static final String[] MONEY = {
    "openbell.model..",
    "openbell.order..",
    "openbell.risk..",
    "openbell.venue..",
    "openbell.ledger..",
    "openbell.portfolio..",
  };

  /**
   * exchange-simulator and {@code bench book} may use venue's order book, the processes of three
   * more benchmarks wire what they measure; launcher sees all.
   */
  @ArchTest
  static final ArchRule modulesDoNotSeeEachOther =
      slices()
          .matching("openbell.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(always("launcher sees all", "openbell.launcher"), anything())
          .ignoreDependency(
              always("the simulator uses the book", "openbell.exchangesimulator"),
              always("the book", "openbell.venue"))
          .ignoreDependency(
              always("the book's benchmark", "openbell.benchmarks.book"),
              always("the book", "openbell.venue"))
          .ignoreDependency(
              always("torture replays the venue's log", "openbell.systemtest"),
              name("openbell.venue.LogReplay"))
          .ignoreDependency(
              always("torture verifies the ledger", "openbell.systemtest"),
              always("ledger", "openbell.ledger"))
          .ignoreDependency(
              name("openbell.benchmarks.fanout.PlatformServer"),
              always("the fan-out", "openbell.quotefanout"))
          .ignoreDependency(
              name("openbell.benchmarks.ingest.FeedNode"),
              always("the feed handler", "openbell.feedhandler"))
          .ignoreDependency(
              always("the feed's stores", "openbell.benchmarks.ingest"),
              always("embedded", "openbell.embedded"))
          .ignoreDependency(
              name("openbell.benchmarks.intake.PlatformIntake"),
              always("order", "openbell.order")
                  .or(always("risk", "openbell.risk"))
                  .or(always("ledger", "openbell.ledger")))
          .ignoreDependency(
              always("the intake's stores", "openbell.benchmarks.intake"),
              always("embedded", "openbell.embedded"))
          .ignoreDependency(anything(), always("the words", "openbell.model"))
          .ignoreDependency(anything(), always("the schemas", "openbell.wire"))
          .ignoreDependency(anything(), always("the plumbing", "openbell.runtime"))
          .because("what two modules exchange lives in shared-model (DESIGN, section 2)");

  @ArchTest
  static final ArchRule wordsAndPlumbingSeeNoVerticle =
      noClasses()
          .that()
          .resideInAnyPackage("openbell.model..", "openbell.wire..", "openbell.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(VERTICLES)
          .because("arrows point down");

  @ArchTest
  static final ArchRule sharedModelKnowsNoVertx =
      noClasses()
          .that()
          .resideInAPackage("openbell.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "java.sql..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule domainIsPure =
      noClasses()
          .that()
          .resideInAPackage("openbell..domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "org.slf4j..",
              "java.nio.file..",
              "java.net..",
              "java.sql..",
              "org.apache.kafka..",
              "openbell.runtime..")
          .because("the domain has no I/O, no clock, no random, no logging");

  @ArchTest
  static final ArchRule domainAsksNoClockAndNoDice =
      noClasses()
          .that()
          .resideInAPackage("openbell..domain..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .because("time and entropy are arguments");

  @ArchTest
  static final ArchRule onlyAdaptersTouchClients =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Service")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx.sqlclient..",
              "io.vertx.pgclient..",
              "io.vertx.redis..",
              "io.vertx.kafka..",
              "org.apache.kafka..")
          .because("PgXStore, RedisX and KafkaX are the adapters; a verticle only hands them on");

  @ArchTest
  static final ArchRule whatComesInIsDecodedWithoutStores =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Ingress")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "io.vertx.redis..")
          .because("an ingress decodes bus messages and Kafka records, and calls its service");

  @ArchTest
  static final ArchRule moneyHasNoFloatingPointFields =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(MONEY)
          .should()
          .notHaveRawType(isFloatingPoint())
          .because("money, price and quantity are scaled longs");

  @ArchTest
  static final ArchRule moneyHasNoFloatingPointMethods =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(MONEY)
          .should(notUseFloatingPoint())
          .because("money, price and quantity are scaled longs");

  @ArchTest
  static final ArchRule nothingIsCalledUtils =
      classes()
          .that()
          .resideOutsideOfPackage("openbell.wire..")
          .should()
          .haveNameNotMatching(".*(Utils|Helper|Manager|Impl|Common)$")
          .because("a name says what a thing does");

  private static DescribedPredicate<JavaClass> isFloatingPoint() {
    return new DescribedPredicate<>("double or float") {
      @Override
      public boolean test(JavaClass type) {
        return type.isEquivalentTo(double.class)
            || type.isEquivalentTo(float.class)
            || type.isEquivalentTo(Double.class)
            || type.isEquivalentTo(Float.class);
      }
    };
  }

  private static ArchCondition<JavaMethod> notUseFloatingPoint() {
    return new ArchCondition<>("neither take nor return floating point") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        var uses =
            isFloatingPoint().test(method.getRawReturnType())
                || method.getRawParameterTypes().stream().anyMatch(isFloatingPoint());
        events.add(new SimpleConditionEvent(method, !uses, method.getFullName()));
      }
    };
  }

  private static DescribedPredicate<JavaClass> always(String description, String prefix) {
    return new DescribedPredicate<>(description) {
      @Override
      public boolean test(JavaClass type) {
        return type.getPackageName().equals(prefix)
            || type.getPackageName().startsWith(prefix + ".");
      }
    };
  }

  private static DescribedPredicate<JavaClass> anything() {
    return new DescribedPredicate<>("anything") {
      @Override
      public boolean test(JavaClass type) {
        return true;
      }
    };
  }
}
