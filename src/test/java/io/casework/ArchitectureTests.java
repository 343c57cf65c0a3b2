package io.casework;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The floor plan holds. */
class ArchitectureTests {

  private static final ApplicationModules HOUSE = ApplicationModules.of(CaseworkApplication.class);
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackagesOf(CaseworkApplication.class);

  @Test
  void arrowsPointDownwards() {
    HOUSE.verify();
  }

  @Test
  void drawsTheFloorPlan() {
    new Documenter(HOUSE).writeModulesAsPlantUml().writeModuleCanvases();
  }

  @Test
  void onlyWorkflowAndConsoleKnowTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..workflow..", "..console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda..")
        .check(CLASSES);
  }

  @Test
  void azureStaysInClassesNamedAfterIt() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(Azure|ServiceBus|EventHubs|Bus)[\\w$]+")
        .and()
        .resideOutsideOfPackages("..commands..")
        .and()
        .doNotHaveFullyQualifiedName(Welcome.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.azure..")
        .check(CLASSES);
  }

  @Test
  void coreKnowsNoFramework() {
    classes()
        .that()
        .resideInAPackage("..core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.casework.core..", "java..", "org.jspecify..", "org.springframework.modulith..")
        .check(CLASSES);
  }

  @Test
  void theBrokerKnowsNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("..broker..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(CLASSES);
  }

  @Test
  void noRoomImportsThePlatformOrTheBroker() {
    noClasses()
        .that()
        .resideInAPackage("io.casework.*..")
        .and()
        .resideOutsideOfPackages("..platform..", "..broker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.casework.platform..", "io.casework.broker..")
        .check(CLASSES);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..broker..", "..commands..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*(Utils?|Helper|Manager|Dto|DTO)")
        .check(CLASSES);
  }
}
