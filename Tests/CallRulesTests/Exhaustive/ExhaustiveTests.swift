import CallModel
import Foundation
import Testing

/// Every event from every state that a call of a small world can reach, breadth first; histories
/// and times aside, of which no future depends.
@Suite struct Exhaustive {
  @Test(arguments: World.all)
  func `every promise holds on every transition`(world: World, directions: [Direction]) throws {
    for direction in directions {
      var search = try Search(world, direction)
      search.run()
      print(
        "\(direction.word), \(world.title), \(world.cast.rawValue), \(world.plot.rawValue)",
        world.hasParent ? "with a parent:" : "without a parent:",
        "\(search.states) states, \(search.transitions) transitions")
      #expect(search.findings == [])
      #expect(search.states > 10)
    }
  }
}

extension World {
  /// `CALLFOLD_EXHAUSTIVE=all` tries a world of everyone in which everything but the switches
  /// happens at once, for each configuration (minutes; `swift test -c release`). By default the
  /// same is tried in parts.
  static var all: [(World, [Direction])] {
    switch ProcessInfo.processInfo.environment["CALLFOLD_EXHAUSTIVE"] {
    case "all":
      print("exhaustive: the large worlds")
      return large
    case "more":
      print("exhaustive: the middle worlds")
      return middle
    case nil, _?:
      print("exhaustive: the small worlds; CALLFOLD_EXHAUSTIVE=more or =all for larger ones")
      return small
    }
  }

  private static let configurations = [
    World(title: "nothing set but the buttons"),
    World(
      title: "all forced, agent-only where denied", forced: ["anna", "bo", "hanne"],
      agentOnly: true),
    World(title: "anna forced, consent required", forced: ["anna"], consentRequired: true),
    World(title: "queue forced, consent required", queue: "forced", consentRequired: true),
    World(title: "queue pending, anna forced", queue: "pending", forced: ["anna"]),
    World(title: "queue never, anna forced", queue: "never", forced: ["anna"], agentOnly: true),
    World(title: "queue pending, no buttons", queue: "pending", buttons: Buttons()),
  ]

  private static var small: [(World, [Direction])] {
    var worlds = configurations.map { world in
      (world.with(.oneAgentAndNumber, .saidAndPressed, oneAtOnceOf: 4), [Direction.inbound])
    }
    let pending = configurations[4]
    worlds.append(
      (pending.with(.agentsAndNumber, .comingAndGoing, oneAtOnceOf: 4), Direction.allCases))
    worlds.append(
      (pending.with(.agentsAndHelper, .comingAndGoing, oneAtOnceOf: 4), [.internal]))
    worlds.append(
      (pending.with(.oneAgentAndHelper, .comingAndGoing, oneAtOnceOf: 4), [.inbound]))
    worlds.append(
      (pending.with(.oneAgentAndNumber, .saidAndPressed, oneAtOnceOf: 4), [.outbound, .internal]))
    worlds.append(
      (pending.with(.oneAgentAndNumber, .heldAlone, oneAtOnceOf: 4), Direction.allCases))
    var continued = configurations[1]
    continued.hasParent = true
    worlds.append(
      (
        continued.with(.oneAgentAndNumber, .saidAndPressed, oneAtOnceOf: 4), [.inbound, .internal]
      ))
    return worlds
  }

  private static var middle: [(World, [Direction])] {
    configurations.flatMap { world in
      [
        (world.with(.everyone, .comingAndGoing), Direction.allCases),
        (world.with(.agentsAndNumber, .heldAlone), Direction.allCases),
        (world.with(.oneAgentAndNumber, .everything), Direction.allCases),
      ]
    }
  }

  private static var large: [(World, [Direction])] {
    configurations.map {
      ($0.with(.everyone, .allButSwitches, oneAtOnceOf: 10), Direction.allCases)
    }
  }

  private func with(_ cast: Cast, _ plot: Plot, oneAtOnceOf: Int = 1) -> World {
    var world = self
    (world.cast, world.plot, world.oneAtOnceOf) = (cast, plot, oneAtOnceOf)
    return world
  }
}
