import Platform
import Presentation

@main
struct Main {
  static func main() {
    keepStandardDescriptors()
    ignoreBrokenPipes()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    Screen.exit(status)
  }

  private static func run(_ words: [String]) -> ExitStatus {
    let command: Command
    do throws(UsageError) {
      command = try Command(words)
    } catch {
      Screen.complain("callfold: \(error.message.escapedForScreen)")
      return .wrong
    }
    switch command {
    case .help(let topic):
      Screen.show(topic.text)
      return .done
    case .fold(let output): return FoldCommand(output).run()
    case .replay(let options): return ReplayCommand(options).run()
    case .generate(let options): return GenerateCommand(options).run()
    case .log(let command): return command.run()
    }
  }
}
